namespace Eval.Models.Limits;

/// <summary>What may be sent to one endpoint.</summary>
public sealed record LimiterOptions
{
    /// <summary>Requests in flight to begin with.</summary>
    public int Initial { get; init; } = 8;

    /// <summary>Most requests in flight ever.</summary>
    public int Ceiling { get; init; } = 64;

    /// <summary>Whether the limit doubles in the beginning to find the endpoint's own; false where the user gave one.</summary>
    public bool IsProbing { get; init; } = true;

    public int? RequestsPerMinute { get; init; }

    public int? TokensPerMinute { get; init; }
}
