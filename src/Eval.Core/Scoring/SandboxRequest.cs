namespace Eval.Core.Scoring;

/// <summary>One program to judge, independent of any benchmark.</summary>
/// <remarks>
/// The sandbox runs <see cref="Program"/>, binds <see cref="Exports"/> from its namespace (as proxies under split judging), then runs
/// <see cref="Tests"/> followed by <see cref="Invocation"/> with those names bound. Passed means both ended without an exception.
/// HumanEval: exports the entry point, tests define <c>check</c>, the invocation is <c>check(entry_point)</c>. MBPP: tests are asserts, no invocation.
/// </remarks>
public sealed record SandboxRequest
{
    /// <summary>Language of the program; <c>python</c> is the one known today.</summary>
    public required string Language { get; init; }

    /// <summary>The candidate's whole source.</summary>
    public required string Program { get; init; }

    /// <summary>Names the tests may use from the candidate.</summary>
    public required IReadOnlyList<string> Exports { get; init; }

    /// <summary>Source of the tests.</summary>
    public required string Tests { get; init; }

    /// <summary>Source run after the tests; may be empty.</summary>
    public string Invocation { get; init; } = "";

    /// <summary>CPU time the program may use; reaching it is final.</summary>
    public TimeSpan CpuLimit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Wall time the program may take.</summary>
    public TimeSpan WallLimit { get; init; } = TimeSpan.FromSeconds(10);
}
