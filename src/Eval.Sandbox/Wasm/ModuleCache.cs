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
/// <param name="digest">SHA-256 of what is compiled.</param>
/// <param name="key">Instead of <see cref="ThisMachine"/>.</param>
internal sealed class ModuleCache(string folder, string digest, string? key = null)
{
    /// <summary>The engine version and the processor: machine code of another fits neither.</summary>
    public static string ThisMachine { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        ' ',
        typeof(Engine).Assembly.GetName().Version,
        RuntimeInformation.RuntimeIdentifier,
        string.Join(',', new[]
        {
            Sse42.IsSupported, Popcnt.IsSupported, Lzcnt.IsSupported, Bmi1.IsSupported, Bmi2.IsSupported, Fma.IsSupported, Avx.IsSupported, Avx2.IsSupported,
            Avx512F.IsSupported, Avx512BW.IsSupported, Avx512Vbmi.IsSupported, AdvSimd.IsSupported, Dp.IsSupported, Crc32.IsSupported,
        }.Select(has => has ? 1 : 0)),
        WasmHost.StackBytes.ToString(CultureInfo.InvariantCulture)))))[..16];

    /// <summary>The compiled module.</summary>
    public string CompiledFile { get; } = Path.Combine(folder, $"python-{digest[..16]}-{key ?? ThisMachine}.cwasm");

    /// <summary>Its checksum: the engine looks at a file's head only, and runs what follows.</summary>
    public string ChecksumFile => CompiledFile + ".sha256";

    /// <summary>Loads the compiled module, or makes, compiles and keeps it. A file that is not whole, or that the engine refuses, is replaced.</summary>
    /// <exception cref="InvalidDataException">The module cannot be made from this interpreter.</exception>
    public Module Load(Engine engine, Func<byte[]> make, IProgress<string>? progress)
    {
        if (IsWhole())
        {
            try
            {
                return Module.DeserializeFile(engine, "python", CompiledFile);
            }
            catch (WasmtimeException)
            {
                // Of another engine: compiled again below.
            }
        }

        progress?.Report("Compiling the WebAssembly interpreter (once per machine and version)");
        var module = Module.FromBytes(engine, "python", make());
        Keep(module.Serialize());
        return module;
    }

    private bool IsWhole()
    {
        try
        {
            using var stream = File.OpenRead(CompiledFile);
            return File.ReadAllText(ChecksumFile) == Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void Keep(byte[] compiled)
    {
        try
        {
            Directory.CreateDirectory(folder);
            // The checksum last: without it, or with an older one, the file counts as torn.
            Write(CompiledFile, compiled);
            Write(ChecksumFile, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(compiled))));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Without a cache the next run compiles again.
        }
    }

    private static void Write(string path, byte[] content)
    {
        var temporary = $"{path}.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.tmp";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }
}
