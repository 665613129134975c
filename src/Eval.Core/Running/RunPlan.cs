using Eval.Core.Results;

namespace Eval.Core.Running;

/// <summary>A run that has passed every check: nothing in it can still be refused. Made by Eval.Hosting, carried out by the runner.</summary>
public sealed record RunPlan
{
    /// <summary>The manifest as it will be written at the start (status running).</summary>
    public required RunManifest Manifest { get; init; }

    public required IReadOnlyList<PlannedTask> Tasks { get; init; }

    /// <summary>Requests in flight per model where neither model nor user says.</summary>
    public int DefaultConcurrency { get; init; } = 16;

    /// <summary>Which part of the samples the tasks hold; null for all of them. The planner has already left the others out.</summary>
    public Shard? Shard { get; init; }

    /// <summary>Share of errors in any result above which the run ends with exit code 3.</summary>
    public double MaxErrorRate { get; init; } = 0.01;
}
