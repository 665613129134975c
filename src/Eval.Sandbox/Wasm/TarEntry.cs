using System.Formats.Tar;
using System.IO.Compression;

namespace Eval.Sandbox.Wasm;

/// <summary>Takes one file out of a .tgz; nothing else of the archive touches the disk.</summary>
internal static class TarEntry
{
    /// <summary>False when the archive has no such file.</summary>
    public static async Task<bool> ExtractAsync(string archive, string entryName, string target, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(archive);
        await using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        await using var tar = new TarReader(unzipped);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.Name == entryName && entry.DataStream is { } data)
            {
                await using var output = File.Create(target);
                await data.CopyToAsync(output, cancellationToken);
                return true;
            }
        }

        return false;
    }
}
