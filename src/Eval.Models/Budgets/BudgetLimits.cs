namespace Eval.Models.Budgets;

/// <summary>What a run may use; null means no limit.</summary>
public sealed record BudgetLimits
{
    /// <summary>Money, in units of <see cref="Currency"/>.</summary>
    public decimal? Cost { get; init; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Prompt and generated tokens together.</summary>
    public long? Tokens { get; init; }

    /// <summary>Requests sent, retries included; answers from the cache are free.</summary>
    public long? Requests { get; init; }

    /// <summary>Time since the run began.</summary>
    public TimeSpan? WallTime { get; init; }

    public bool IsUnlimited => Cost is null && Tokens is null && Requests is null && WallTime is null;
}
