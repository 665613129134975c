using System.Formats.Tar;
using System.IO.Compression;
using Eval.Core.Files;

namespace Eval.Sandbox.Wasm;

/// <summary>Takes one file out of a .tgz; nothing else of the archive touches the disk.</summary>
internal static class TarEntry
{
    /// <summary>What the other files of the archive may add, in bytes: reading over them takes time.</summary>
    private const long Others = 64 << 20;

    /// <summary>False when the archive has no such file.</summary>
    /// <exception cref="InvalidDataException">It is no archive, or unpacks to more than the file's size allows.</exception>
    public static async Task<bool> ExtractAsync(string archive, string entryName, long mostBytes, string target, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(archive);
        await using var unzipped = new BoundedStream(new GZipStream(file, CompressionMode.Decompress), Interpreter.Allow(mostBytes + Others));
        await using var tar = new TarReader(unzipped);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.Name == entryName && entry.DataStream is { } data)
            {
                await using var capped = new BoundedStream(data, Interpreter.Allow(mostBytes));
                await using var output = File.Create(target);
                await capped.CopyToAsync(output, cancellationToken);
                return true;
            }
        }

        return false;
    }
}
