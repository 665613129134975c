using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using System.Text;
using Wasmtime;

namespace Eval.Sandbox.Wasm;

/// <summary>Keeps the compiled interpreter on disk: compiling takes seconds, loading milliseconds.</summary>
/// <param name="folder">Where compiled modules lie.</param>
internal sealed class ModuleCache(string folder)
{
    /// <summary>The engine version and the processor: machine code of another fits neither. And the program in the picture.</summary>
    public static string Key { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        ' ',
        typeof(Engine).Assembly.GetName().Version,
        RuntimeInformation.RuntimeIdentifier,
        string.Join(',', new[]
        {
            Sse42.IsSupported, Popcnt.IsSupported, Lzcnt.IsSupported, Bmi1.IsSupported, Bmi2.IsSupported, Fma.IsSupported, Avx.IsSupported, Avx2.IsSupported,
            Avx512F.IsSupported, Avx512BW.IsSupported, Avx512Vbmi.IsSupported, AdvSimd.IsSupported, Dp.IsSupported, Crc32.IsSupported,
        }.Select(has => has ? 1 : 0)),
        WasmHost.StackBytes.ToString(CultureInfo.InvariantCulture),
        PythonSources.Wasm))))[..16];

    /// <summary>The compiled module's file for an interpreter's digest.</summary>
    public string PathFor(string digest) => Path.Combine(folder, $"python-{digest[..16]}-{Key}.cwasm");

    /// <summary>Loads the compiled module, or compiles and keeps it. A file that the engine refuses is replaced.</summary>
    /// <exception cref="InvalidDataException">The interpreter is not built as is known here.</exception>
    public Module Load(Engine engine, string interpreter, TimeProvider time, IProgress<string>? progress)
    {
        var path = PathFor(Interpreter.Sha256);
        if (File.Exists(path))
        {
            try
            {
                return Module.DeserializeFile(engine, "python", path);
            }
            catch (WasmtimeException)
            {
                // Torn, or of another engine: compiled again below.
            }
        }

        progress?.Report("Compiling the WebAssembly interpreter (once per machine and version)");
        var module = Module.FromBytes(engine, "python", InterpreterPicture.Take(File.ReadAllBytes(interpreter), time));
        Keep(path, module.Serialize());
        return module;
    }

    private void Keep(string path, byte[] compiled)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var temporary = $"{path}.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.tmp";
            File.WriteAllBytes(temporary, compiled);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Without a cache the next run compiles again.
        }
    }
}
