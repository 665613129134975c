using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Eval.Core.Models.Local;

/// <summary>SHA-256 of large files, computed once per (path, size, time of last write) and remembered in a folder of the user's cache.</summary>
public sealed class FileFingerprints(string cacheFolder)
{
    private const int BufferSize = 1 << 20;

    /// <summary>The folder used by default: <c>eval/fingerprints</c> under the user's cache folder.</summary>
    public static FileFingerprints Default { get; } = new(Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder ? folder : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
        "eval",
        "fingerprints"));

    /// <summary>Lower-case hex SHA-256 of a file's content.</summary>
    public async Task<string> ComputeAsync(string path, CancellationToken cancellationToken)
    {
        var file = new FileInfo(Path.GetFullPath(path));
        var key = string.Create(CultureInfo.InvariantCulture, $"{file.FullName}\n{file.Length}\n{file.LastWriteTimeUtc.Ticks}");
        var entry = Path.Combine(cacheFolder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))));
        if (File.Exists(entry) && await File.ReadAllTextAsync(entry, cancellationToken) is { Length: 64 } known)
        {
            return known;
        }

        await using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, useAsync: true);
        var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
        await RememberAsync(entry, digest, cancellationToken);
        return digest;
    }

    /// <summary>One digest over several files, in the given order, and further facts.</summary>
    public async Task<string> ComputeAsync(IEnumerable<string> paths, IEnumerable<string> facts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(paths);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in paths)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetFileName(path)}={await ComputeAsync(path, cancellationToken)}\n"));
        }

        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', facts)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // A cache that cannot be written costs time, never the run.
    private async Task RememberAsync(string entry, string digest, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(cacheFolder);
            var temporary = $"{entry}.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}";
            await File.WriteAllTextAsync(temporary, digest, cancellationToken);
            File.Move(temporary, entry, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }
}
