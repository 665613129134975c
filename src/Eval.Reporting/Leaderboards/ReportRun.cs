using Eval.Core.Results;

namespace Eval.Reporting.Leaderboards;

/// <summary>A run as a report reads it: from a run folder, or made by hand.</summary>
public sealed record ReportRun
{
    public required RunManifest Manifest { get; init; }

    public required RunSummary Summary { get; init; }

    /// <summary>Streams the records of one task in any order; read once per task.</summary>
    public required Func<TaskManifest, IEnumerable<SampleRecord>> Samples { get; init; }

    /// <summary>A run on disk.</summary>
    /// <exception cref="RunFolderException">It has no summary, or a file is broken.</exception>
    public static ReportRun Open(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return new ReportRun
        {
            Manifest = folder.ReadManifest(),
            Summary = folder.ReadSummary() ?? throw new RunFolderException(
                $"Cannot report on run {folder.Id}: it has no summary.json, because it has not ended.",
                $"Finish it with: dotnet eval run --resume {folder.Id}"),
            Samples = folder.ReadSamples,
        };
    }
}
