namespace Eval.Core.Scoring;

/// <summary>What a sandbox says of one program.</summary>
public sealed record SandboxResult
{
    public required SandboxVerdict Verdict { get; init; }

    /// <summary>One line: the exception's type and message, the signal, the limit reached.</summary>
    public string? Message { get; init; }

    /// <summary>Tail of stdout, capped.</summary>
    public string Stdout { get; init; } = "";

    /// <summary>Tail of stderr, capped.</summary>
    public string Stderr { get; init; } = "";

    public TimeSpan CpuTime { get; init; }

    public TimeSpan WallTime { get; init; }

    /// <summary>Runs it took, more than 1 where a sandbox was replaced or a wall timeout was tried again alone.</summary>
    public int Attempts { get; init; } = 1;
}
