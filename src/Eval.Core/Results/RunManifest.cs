using Eval.Core.Scoring;

namespace Eval.Core.Results;

/// <summary><c>run.json</c>: everything needed to say what was measured, and to repeat it. Holds no secret.</summary>
public sealed record RunManifest
{
    public const int CurrentFormatVersion = 1;

    public int FormatVersion { get; init; } = CurrentFormatVersion;

    public required string RunId { get; init; }

    public required string ToolVersion { get; init; }

    /// <summary>Commit the tool was built from; null when unknown.</summary>
    public string? ToolCommit { get; init; }

    /// <summary>SHA-256 of the plan: the same command on the same data and models gives the same hash.</summary>
    public required string PlanHash { get; init; }

    public required RunStatus Status { get; init; }

    public required DateTimeOffset Started { get; init; }

    public DateTimeOffset? Finished { get; init; }

    /// <summary>The request in the words of the command line, secrets never among them.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    public required long Seed { get; init; }

    /// <summary>First N samples of each subject; null for all.</summary>
    public int? Limit { get; init; }

    public double MaxErrorRate { get; init; }

    public required IReadOnlyList<ModelManifest> Models { get; init; }

    public required IReadOnlyList<TaskManifest> Tasks { get; init; }

    public IReadOnlyList<SkippedResult> Skipped { get; init; } = [];

    public SandboxInfo? Sandbox { get; init; }

    public required HostManifest Host { get; init; }
}
