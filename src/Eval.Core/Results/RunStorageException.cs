namespace Eval.Core.Results;

/// <summary>The disk refused a write: full, read-only, no permission. Everything written before it is kept.</summary>
public sealed class RunStorageException : Exception
{
    private const int DiskFullUnix = 28;
    private const int DiskFullWindows = unchecked((int)0x80070070);

    private RunStorageException(string message, string path, string fix, Exception innerException)
        : base(message, innerException)
    {
        Path = path;
        Fix = fix;
    }

    /// <summary>The file or folder that could not be written.</summary>
    public string Path { get; }

    /// <summary>What the reader can do about it.</summary>
    public string Fix { get; }

    /// <summary>Whether a failure of the file system is one this exception stands for.</summary>
    public static bool IsStorageFailure(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Says what was being written and why the file system refused.</summary>
    /// <param name="action">What was being done, e.g. <c>write</c>, <c>create</c>.</param>
    /// <param name="path">The file or folder.</param>
    /// <param name="cause">The file system's exception.</param>
    public static RunStorageException From(string action, string path, Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return cause switch
        {
            IOException { HResult: DiskFullUnix or DiskFullWindows } => new RunStorageException(
                $"Cannot {action} {path}: the disk is full.",
                path,
                "Free some space and run the same command again: it goes on where this run stopped.",
                cause),
            UnauthorizedAccessException => new RunStorageException(
                $"Cannot {action} {path}: permission denied.",
                path,
                "Choose a folder you may write to with --runs DIR, or change the folder's permissions.",
                cause),
            _ => new RunStorageException(
                $"Cannot {action} {path}: {cause.Message}",
                path,
                "Check the disk, or choose another folder with --runs DIR; running the same command again goes on where this run stopped.",
                cause),
        };
    }
}
