using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using Eval.Core.Files;

namespace Eval.Hosting.Datasets.Installing;

/// <summary>Unpacks zip, tar and tar.gz, told apart by their bytes; any other file is taken as it is.</summary>
public static class Archive
{
    private const int TarBlock = 512;
    private const int TarMagicAt = 257;

    /// <summary>Unpacks the wanted files below a folder, in the folders they have in the archive.</summary>
    /// <param name="path">The archive, or a single file.</param>
    /// <param name="folder">Where the files go; made when missing.</param>
    /// <param name="isWanted">Says by its bare name whether a file is needed.</param>
    /// <param name="limits">What the archive may hold.</param>
    /// <param name="cancellationToken">Stops unpacking.</param>
    /// <exception cref="InvalidDataException">The archive is broken, too large, or tries to write elsewhere.</exception>
    public static async Task UnpackAsync(string path, string folder, Func<string, bool> isWanted, UnpackLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(isWanted);
        ArgumentNullException.ThrowIfNull(limits);
        var allowance = new StreamAllowance(limits.UnpackedBytes, string.Create(CultureInfo.InvariantCulture, $"it unpacks to more than {limits.UnpackedBytes:#,0} bytes, which no data set here does"));
        Directory.CreateDirectory(folder);
        try
        {
            await using var file = File.OpenRead(path);
            switch (Sniff(file))
            {
                case ArchiveKind.Zip:
                    await UnzipAsync(file, folder, isWanted, limits, allowance, cancellationToken);
                    break;
                case ArchiveKind.Tar:
                    await UntarAsync(file, folder, isWanted, limits, allowance, cancellationToken);
                    break;
                case ArchiveKind.TarGzip:
                    await using (var gzip = new BoundedStream(new GZipStream(file, CompressionMode.Decompress, leaveOpen: true), allowance))
                    {
                        // Everything that comes out of the gzip stream is counted there already.
                        await UntarAsync(gzip, folder, isWanted, limits, new StreamAllowance(long.MaxValue, ""), cancellationToken);
                    }

                    break;
                default:
                    await WriteAsync(file, folder, [Path.GetFileName(path)], allowance, cancellationToken);
                    break;
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException or NotSupportedException)
        {
            throw new InvalidDataException($"{path} cannot be unpacked: {exception.Message}.", exception);
        }
    }

    private static ArchiveKind Sniff(FileStream file)
    {
        var kind = Sniff(ReadHead(file));
        file.Position = 0;
        if (kind != ArchiveKind.TarGzip)
        {
            return kind;
        }

        using var gzip = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
        var inner = Sniff(ReadHead(gzip));
        file.Position = 0;
        return inner == ArchiveKind.Tar ? ArchiveKind.TarGzip : ArchiveKind.None;
    }

    private static byte[] ReadHead(Stream stream)
    {
        var head = new byte[TarBlock];
        return head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    private static ArchiveKind Sniff(ReadOnlySpan<byte> head) =>
        head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8) ? ArchiveKind.Zip
        : head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) ? ArchiveKind.TarGzip
        : head.Length == TarBlock && (head[TarMagicAt..].StartsWith("ustar"u8) || HasTarChecksum(head)) ? ArchiveKind.Tar
        : ArchiveKind.None;

    /// <summary>Old tar headers have no magic word, only the octal sum of their bytes with the sum's own field read as blanks.</summary>
    private static bool HasTarChecksum(ReadOnlySpan<byte> head)
    {
        const int At = 148;
        const int Length = 8;
        var sum = Length * ' ';
        for (var i = 0; i < head.Length; i++)
        {
            sum += i is >= At and < At + Length ? 0 : head[i];
        }

        var written = 0;
        foreach (var digit in head.Slice(At, Length).Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return false;
            }

            written = (written * 8) + (digit - '0');
        }

        return written == sum;
    }

    private static async Task UnzipAsync(Stream file, string folder, Func<string, bool> isWanted, UnpackLimits limits, StreamAllowance allowance, CancellationToken cancellationToken)
    {
        await using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        var count = 0;
        foreach (var entry in zip.Entries)
        {
            Count(ref count, limits);
            var parts = EntryPath.Split(entry.FullName);
            if (parts.Length > 0 && entry.Name.Length > 0 && isWanted(parts[^1]))
            {
                await using var content = await entry.OpenAsync(cancellationToken);
                await WriteAsync(content, folder, parts, allowance, cancellationToken);
            }
        }
    }

    private static async Task UntarAsync(Stream file, string folder, Func<string, bool> isWanted, UnpackLimits limits, StreamAllowance allowance, CancellationToken cancellationToken)
    {
        await using var tar = new TarReader(file, leaveOpen: true);
        var count = 0;
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            Count(ref count, limits);
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
            {
                continue;
            }

            var parts = EntryPath.Split(entry.Name);
            if (parts.Length == 0 || entry.EntryType == TarEntryType.Directory || !isWanted(parts[^1]))
            {
                continue;
            }

            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile))
            {
                throw new InvalidDataException($"its entry \"{entry.Name}\" is a {entry.EntryType}, not a file");
            }

            await WriteAsync(entry.DataStream ?? Stream.Null, folder, parts, allowance, cancellationToken);
        }
    }

    private static void Count(ref int count, UnpackLimits limits)
    {
        if (++count > limits.Entries)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"it holds more than {limits.Entries:#,0} entries"));
        }
    }

    private static async Task WriteAsync(Stream content, string folder, string[] parts, StreamAllowance allowance, CancellationToken cancellationToken)
    {
        var path = Path.Combine([folder, .. parts]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        await using var bounded = new BoundedStream(content, allowance);
        await bounded.CopyToAsync(file, cancellationToken);
    }

    private enum ArchiveKind
    {
        None,
        Zip,
        Tar,
        TarGzip,
    }
}
