namespace Eval.Sandbox.Judging;

/// <summary>The judge's part of a request: everything the candidate must not see.</summary>
internal sealed record JudgeJob
{
    public required string Prelude { get; init; }

    public required IReadOnlyList<string> Exports { get; init; }

    public required string Tests { get; init; }

    public required string Invocation { get; init; }

    /// <summary>Whether tests may use objects of the program.</summary>
    public required bool Objects { get; init; }
}
