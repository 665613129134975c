namespace Eval.Core.Models;

/// <summary>One request failed for good. The sample becomes an error, never a wrong answer; the model goes on.</summary>
public class ModelRequestException : Exception
{
    public ModelRequestException(string message, bool isTransient = false, Exception? innerException = null)
        : base(message, innerException)
    {
        IsTransient = isTransient;
    }

    /// <summary>True where the same request may succeed later, so that a retry is worth it.</summary>
    public bool IsTransient { get; }

    /// <summary>How long the server asked us to wait; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>HTTP status; null when there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>True where no connection came about at all: after the last attempt the model is stopped, not the sample failed.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>Attempts made before giving up.</summary>
    public int Attempts { get; init; } = 1;
}
