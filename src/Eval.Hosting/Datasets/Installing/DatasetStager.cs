using Eval.Benchmarks;
using Eval.Hosting.Datasets.Manifests;
using Eval.Hosting.Datasets.Verifying;

namespace Eval.Hosting.Datasets.Installing;

/// <summary>Puts files into a workspace's stage in the upstream layout and reads them as a run would.</summary>
internal static class DatasetStager
{
    /// <summary>Stages the first copy found below a folder that passes, else leaves the best one staged.</summary>
    /// <returns>What the staged copy holds; null where no file of the data set was found.</returns>
    public static async Task<DatasetReport?> StageAsync(
        DatasetManifest manifest, string folder, DatasetWorkspace workspace, Func<DatasetReport, bool> passes, CancellationToken cancellationToken)
    {
        IReadOnlyList<FoundFile>? best = null;
        DatasetReport? bestReport = null;
        foreach (var files in new DatasetFinder(manifest).Find(folder))
        {
            var report = await StageOneAsync(manifest, files, workspace, cancellationToken);
            if (passes(report))
            {
                return report;
            }

            if (bestReport is null || Rank(report) > Rank(bestReport))
            {
                (best, bestReport) = (files, report);
            }
        }

        return best is null ? null : await StageOneAsync(manifest, best, workspace, cancellationToken);
    }

    /// <summary>Reads the staged copy again, after files were added to it. Paths in the report are those of the installed copy to be.</summary>
    public static async Task<DatasetReport> VerifyAsync(DatasetManifest manifest, DatasetWorkspace workspace, CancellationToken cancellationToken)
    {
        var report = await DatasetVerifier.VerifyAsync(manifest, BenchmarkCatalog.Find(manifest.Name)!, workspace.Stage, cancellationToken);
        return report with
        {
            Folder = workspace.Installed,
            Splits = [.. report.Splits.Select(split => split with { Problems = Shorten(split.Problems, workspace) })],
            Exemplars = [.. report.Exemplars.Select(exemplar => exemplar with { Problems = Shorten(exemplar.Problems, workspace) })],
        };
    }

    /// <summary>Adds the exemplar files of the installed copy that the staged one lacks.</summary>
    public static void KeepExemplars(DatasetManifest manifest, DatasetWorkspace workspace)
    {
        foreach (var place in manifest.Exemplars.Select(exemplar => exemplar.Path))
        {
            var parts = place.Split('/');
            var old = Path.Combine([workspace.Installed, .. parts]);
            if (File.Exists(old) && !File.Exists(Path.Combine([workspace.StagedDataset, .. parts])))
            {
                workspace.Add(new FoundFile(old, place));
            }
        }
    }

    private static async Task<DatasetReport> StageOneAsync(DatasetManifest manifest, IReadOnlyList<FoundFile> files, DatasetWorkspace workspace, CancellationToken cancellationToken)
    {
        workspace.Clear();
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            workspace.Add(file);
        }

        return await VerifyAsync(manifest, workspace, cancellationToken);
    }

    private static int Rank(DatasetReport report) =>
        report.Splits.Sum(split => split.State switch
        {
            SplitState.Verified => 100,
            SplitState.UnknownContent => 10,
            SplitState.WrongCount => 1,
            _ => 0,
        });

    // The stage is gone when the reader sees the message: paths below the data set's folder say enough.
    private static IReadOnlyList<string> Shorten(IReadOnlyList<string> problems, DatasetWorkspace workspace) =>
        [.. problems.Select(problem => problem.Replace(workspace.Stage + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))];
}
