using System.Runtime.ExceptionServices;

namespace Eval.Models.Onnx.Engine;

/// <summary>The same graph once more with one thread to a call, so that parts of a batch run side by side: two rows on a core each are quicker than every operator of both split over two cores.</summary>
internal sealed class ParallelSession(DecoderSession session, int cores) : IDisposable
{
    // A second copy of the weights is worth its memory for small models only; large ones keep several cores busy with one row.
    private const long MostBytes = 1L << 30;

    // Beyond, one row a core leaves cores idle; not measured on more than 2.
    private const int MostCores = 4;

    public int Cores => cores;

    /// <summary>Whether a second session is worth having.</summary>
    /// <param name="options">What the user set; threads or a device of one's own choice are left alone.</param>
    /// <param name="weights">Bytes of the model's files.</param>
    /// <param name="limits">What runs together.</param>
    public static bool IsWorthIt(OnnxOptions options, long weights, BatchLimits limits) =>
        options is { CudaDevice: null, Threads: 0 } && limits.Rows > 1 && weights <= MostBytes && Environment.ProcessorCount is > 1 and <= MostCores;

    /// <summary>Runs every part, as many at once as there are cores.</summary>
    public void Run<T>(IReadOnlyList<T> parts, Action<DecoderSession, T> action)
    {
        try
        {
            Parallel.ForEach(parts, new ParallelOptions { MaxDegreeOfParallelism = cores }, part => action(session, part));
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
    }

    public void Dispose() => session.Dispose();
}
