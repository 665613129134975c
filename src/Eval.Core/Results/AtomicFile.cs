namespace Eval.Core.Results;

/// <summary>Writes whole files so that a reader sees the old content or the new one, never a part: temporary file, flush to the disk, rename.</summary>
public static class AtomicFile
{
    /// <summary>Replaces the file's content.</summary>
    /// <exception cref="RunStorageException">The disk refused.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (RunStorageException.IsStorageFailure(exception))
        {
            TryDelete(temporary);
            throw RunStorageException.From("write", path, exception);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (RunStorageException.IsStorageFailure(exception))
        {
            // The write's own failure is what the reader needs to hear.
        }
    }
}
