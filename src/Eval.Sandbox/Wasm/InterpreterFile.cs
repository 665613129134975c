using System.Security.Cryptography;

namespace Eval.Sandbox.Wasm;

/// <summary>Checks a file against a checksum.</summary>
internal static class InterpreterFile
{
    public static async Task<bool> IsWholeAsync(string path, string sha256, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) == sha256;
    }
}
