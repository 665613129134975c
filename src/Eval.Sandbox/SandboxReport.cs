using Eval.Core.Scoring;

namespace Eval.Sandbox;

/// <summary>What one kind of sandbox can do on this machine.</summary>
public sealed record SandboxReport
{
    /// <summary><c>docker</c> or <c>wasm</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether it started and passed every check.</summary>
    public bool Available => Info is not null && Checks.All(check => check.Ok);

    /// <summary>Engine, image or interpreter digest and limits; null when it did not start.</summary>
    public SandboxInfo? Info { get; init; }

    public IReadOnlyList<SelfCheckResult> Checks { get; init; } = [];

    /// <summary>Why it did not start.</summary>
    public string? Problem { get; init; }

    /// <summary>What the reader can do about it.</summary>
    public string? Fix { get; init; }
}
