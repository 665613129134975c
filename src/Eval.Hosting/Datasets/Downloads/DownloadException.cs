namespace Eval.Hosting.Datasets.Downloads;

/// <summary>A file could not be fetched. The message says what was fetched, what went wrong and what to do.</summary>
public sealed class DownloadException : IOException
{
    public DownloadException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>True where asking the same address again may help.</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long the server asked to wait; null where it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
