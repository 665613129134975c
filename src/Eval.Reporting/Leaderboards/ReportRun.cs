using Eval.Core.Results;

namespace Eval.Reporting.Leaderboards;

/// <summary>A run as a report reads it: from a run folder, or made by hand.</summary>
public sealed record ReportRun
{
    public required RunManifest Manifest { get; init; }

    public required RunSummary Summary { get; init; }

    /// <summary>Streams the records of one task in any order; read once per task.</summary>
    public required Func<TaskManifest, CancellationToken, IAsyncEnumerable<SampleRecord>> Samples { get; init; }
}
