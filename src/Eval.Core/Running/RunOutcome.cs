using Eval.Core.Results;

namespace Eval.Core.Running;

/// <summary>How a run ended; the same is in its folder.</summary>
public sealed record RunOutcome
{
    public required RunFolder Folder { get; init; }

    public required RunManifest Manifest { get; init; }

    public required RunSummary Summary { get; init; }

    /// <summary>What ended early and why, models in plan order; empty for a run that completed or was cancelled.</summary>
    public required IReadOnlyList<RunStopReason> Stops { get; init; }

    /// <summary>Results whose share of errors is above the plan's <see cref="RunPlan.MaxErrorRate"/>.</summary>
    public required IReadOnlyList<ResultSummary> OverErrorRate { get; init; }

    public RunStatus Status => Summary.Status;
}
