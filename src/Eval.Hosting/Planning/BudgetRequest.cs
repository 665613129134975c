namespace Eval.Hosting.Planning;

/// <summary>Caps for a whole run; null means no cap.</summary>
public sealed record BudgetRequest
{
    /// <summary>Money, e.g. 5 with currency USD.</summary>
    public decimal? Cost { get; init; }

    /// <summary>ISO 4217 code the cost cap is in.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Input and output tokens together.</summary>
    public long? Tokens { get; init; }

    public long? Requests { get; init; }

    public TimeSpan? WallTime { get; init; }

    public bool IsEmpty => Cost is null && Tokens is null && Requests is null && WallTime is null;
}
