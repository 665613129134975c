using Microsoft.ML.OnnxRuntime;

namespace Eval.Models.Onnx;

/// <summary>Turns a device name into session options and says plainly why a GPU cannot be used.</summary>
internal static class OnnxDevice
{
    /// <exception cref="NotSupportedException">The device cannot be used with this build or on this machine; the message says what to do.</exception>
    public static SessionOptions CreateOptions(OnnxOptions options)
    {
        var session = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        if (options.Threads > 0)
        {
            session.IntraOpNumThreads = options.Threads;
        }

        if (options.CudaDevice is not { } device)
        {
            return session;
        }

        try
        {
            session.AppendExecutionProvider_CUDA(device);
            return session;
        }
        catch (EntryPointNotFoundException exception)
        {
            session.Dispose();
            throw new NotSupportedException($"device={options.Device} needs ONNX Runtime's GPU package, and this build has the CPU one; build Eval with -p:OnnxRuntime=Gpu, or use device=cpu", exception);
        }
        catch (OnnxRuntimeException exception)
        {
            session.Dispose();
            throw new NotSupportedException($"device={options.Device} cannot be used: {exception.Message.Trim()}; check the CUDA and cuDNN libraries, or use device=cpu", exception);
        }
    }

    /// <summary>Where cached tensors stay between steps.</summary>
    public static OrtMemoryInfo CacheMemory(OnnxOptions options) => options.CudaDevice is { } device
        ? new OrtMemoryInfo(OrtMemoryInfo.allocatorCUDA, OrtAllocatorType.DeviceAllocator, device, OrtMemType.Default)
        : new OrtMemoryInfo(OrtMemoryInfo.allocatorCPU, OrtAllocatorType.DeviceAllocator, 0, OrtMemType.Default);
}
