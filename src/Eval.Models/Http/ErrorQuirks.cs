namespace Eval.Models.Http;

/// <summary>How one provider's refusals differ from what their status and code say elsewhere.</summary>
public sealed record ErrorQuirks
{
    /// <summary>None.</summary>
    public static ErrorQuirks None { get; } = new();

    /// <summary>True where a 429 that speaks of a quota means the tokens of this minute, not the account (DashScope).</summary>
    public bool QuotaIsRate { get; init; }

    /// <summary>True where <c>reasoning=true</c> leaves out what a reasoning model refuses: said to a user whose model goes by another name.</summary>
    public bool TakesReasoningKey { get; init; }
}
