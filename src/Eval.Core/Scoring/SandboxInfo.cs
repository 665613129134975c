namespace Eval.Core.Scoring;

/// <summary>Which sandbox judged a run; stands in the manifest.</summary>
public sealed record SandboxInfo
{
    /// <summary><c>docker</c> or <c>wasm</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Digest of the image or interpreter, e.g. <c>sha256:…</c>.</summary>
    public required string Digest { get; init; }

    /// <summary>Programs that run at once.</summary>
    public required int Parallelism { get; init; }

    public required JudgingMode Judging { get; init; }

    /// <summary>Limits and versions in display order: memory, pids, CPU time, wall time, engine, interpreter.</summary>
    public required IReadOnlyDictionary<string, string> Limits { get; init; }
}
