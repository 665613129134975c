namespace Eval.Core.Models;

/// <summary>No further request to this model can succeed (wrong key, unknown model, quota, unreachable, engine died). The run's other models go on.</summary>
public sealed class ModelStoppedException(string message, string fix, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What the reader can do about it.</summary>
    public string Fix { get; } = fix;

    /// <summary>True where the model was reached and what it gives cannot be trusted: asking again changes nothing.</summary>
    public bool IsUnfit { get; init; }

    /// <summary>HTTP status; null when there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The same for a later request: a model that could not be made ready before the run stays in the plan, and is asked.</summary>
    public ModelStoppedException Again() => new(Message, Fix, this) { IsUnfit = IsUnfit, StatusCode = StatusCode };
}
