using Eval.Core.Results;
using Eval.Core.Statistics;

namespace Eval.Cli.Screens;

/// <summary>Where a task stands at one moment.</summary>
internal sealed record ProgressSnapshot
{
    public required string Model { get; init; }

    public required string Benchmark { get; init; }

    public required int Done { get; init; }

    public required int Total { get; init; }

    /// <summary>Samples per second over the last seconds; null at the start.</summary>
    public double? Rate { get; init; }

    /// <summary>Accuracy of this attempt's judged samples so far, with its 95 % interval.</summary>
    public Estimate? Accuracy { get; init; }

    public required int Errors { get; init; }

    public required long Tokens { get; init; }

    public CostRecord? Cost { get; init; }

    public required bool IsFinished { get; init; }

    /// <summary>Why the task ended early; null when it did not.</summary>
    public string? Stopped { get; init; }
}
