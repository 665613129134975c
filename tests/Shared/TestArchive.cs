using System.Formats.Tar;
using System.IO.Compression;

namespace Eval.Testing;

/// <summary>Archives made in memory.</summary>
public static class TestArchive
{
    /// <param name="kind"><c>zip</c>, <c>tar</c> or <c>tar.gz</c>.</param>
    /// <param name="files">Names as they stand in the archive, and contents.</param>
    public static byte[] Pack(string kind, IReadOnlyList<(string Name, byte[] Content)> files)
    {
        using var bytes = new MemoryStream();
        switch (kind)
        {
            case "zip":
                using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
                {
                    foreach (var (name, content) in files)
                    {
                        using var entry = zip.CreateEntry(name).Open();
                        entry.Write(content);
                    }
                }

                break;
            case "tar":
                WriteTar(bytes, files);
                break;
            case "tar.gz":
                using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
                {
                    WriteTar(gzip, files);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such archive.");
        }

        return bytes.ToArray();
    }

    /// <summary>All files of a folder, below a prefix in the archive.</summary>
    public static byte[] PackFolder(string kind, string folder, string prefix) =>
        Pack(kind, [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => (prefix + Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllBytes(path)))]);

    private static void WriteTar(Stream stream, IReadOnlyList<(string Name, byte[] Content)> files)
    {
        using var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var (name, content) in files)
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        }
    }
}
