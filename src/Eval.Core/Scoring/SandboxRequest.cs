namespace Eval.Core.Scoring;

/// <summary>One program to judge, independent of any benchmark.</summary>
/// <remarks>
/// The sandbox runs <see cref="Program"/>, binds <see cref="Exports"/> from its namespace (as proxies under split judging), then runs
/// <see cref="Tests"/> followed by <see cref="Invocation"/> with those names bound. Passed means both ended without an exception.
/// HumanEval: program is prompt + completion, prelude the prompt, exports the entry point, tests define <c>check</c>, the invocation is
/// <c>check(entry_point)</c>. MBPP: exports the tested function, tests are its asserts, no invocation.
/// </remarks>
public sealed record SandboxRequest
{
    /// <summary>Language of the program; <c>python</c> is the one known today.</summary>
    public required string Language { get; init; }

    /// <summary>The candidate's whole source.</summary>
    public required string Program { get; init; }

    /// <summary>
    /// Trusted source that the tests build on (imports and helpers of a HumanEval prompt), run before <see cref="Exports"/> are bound.
    /// Only for split judging, where the tests do not see the program's names; otherwise they are in the program already.
    /// </summary>
    public string Prelude { get; init; } = "";

    /// <summary>Names the tests may use from the candidate.</summary>
    public required IReadOnlyList<string> Exports { get; init; }

    /// <summary>Source of the tests.</summary>
    public required string Tests { get; init; }

    /// <summary>Source run after the tests; may be empty.</summary>
    public string Invocation { get; init; } = "";

    /// <summary>
    /// Lets tests call methods of what the program returns and see its changes to their arguments: for benchmarks of classes and in-place
    /// functions. Off by default, because an object can answer a method call as it likes; plain values never can.
    /// </summary>
    public bool AllowObjects { get; init; }

    /// <summary>CPU time the program may use, in whole seconds (rounded up); reaching it is final.</summary>
    public TimeSpan CpuLimit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Wall time the program may take. A program that reaches it with under half its CPU time used is tried once more, alone.</summary>
    public TimeSpan WallLimit { get; init; } = TimeSpan.FromSeconds(6);
}
