using System.Globalization;
using Eval.Core.Datasets;
using Eval.Hosting.Datasets.Manifests;
using Eval.Hosting.Datasets.Verifying;
using Eval.Hosting.Planning;

namespace Eval.Hosting.Datasets.Installing;

/// <summary>Installs data sets from a file or folder that someone already has: a zip, a tar, a tar.gz, a single file, or a folder in any layout.</summary>
public static class DatasetImport
{
    /// <param name="path">What to import.</param>
    /// <param name="manifests">The data sets to look for.</param>
    /// <param name="options">Where it goes.</param>
    /// <param name="cancellationToken">Stops before anything is replaced.</param>
    /// <returns>One outcome per data set that was installed.</returns>
    /// <exception cref="RequestException">The path does not exist.</exception>
    /// <exception cref="DatasetException">No data set was found, or one of those found is broken; every problem is listed and nothing broken was installed.</exception>
    public static async Task<IReadOnlyList<InstallOutcome>> RunAsync(string path, IReadOnlyList<DatasetManifest> manifests, InstallOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        ArgumentNullException.ThrowIfNull(options);
        if (!Path.Exists(path))
        {
            throw new RequestException(path, "there is no such file or folder.", "Name a zip, tar, tar.gz or folder that holds the data set's files.");
        }

        var outcomes = new List<InstallOutcome>();
        var problems = new List<string>();
        foreach (var manifest in manifests)
        {
            using var workspace = DatasetWorkspace.Open(options.Folder, manifest.Name);
            var report = await StageAsync(path, manifest, options, workspace, cancellationToken);
            if (report is not null && IsGood(report, options))
            {
                DatasetStager.KeepExemplars(manifest, workspace);
                report = await DatasetStager.VerifyAsync(manifest, workspace, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                workspace.Install();
                outcomes.Add(new InstallOutcome(report, IsNew: true, path, Warnings(report)));
            }
            else if (report is not null && (manifests.Count == 1 || LooksLikeIt(report)))
            {
                problems.AddRange(Problems(report));
            }
        }

        return problems.Count > 0 || outcomes.Count == 0 ? throw Failure(path, manifests, outcomes, problems) : outcomes;
    }

    private static async Task<DatasetReport?> StageAsync(string path, DatasetManifest manifest, InstallOptions options, DatasetWorkspace workspace, CancellationToken cancellationToken)
    {
        bool Passes(DatasetReport report) => IsGood(report, options);
        if (Directory.Exists(path))
        {
            return await DatasetStager.StageAsync(manifest, path, workspace, Passes, cancellationToken);
        }

        var unpacked = Path.Combine(workspace.Downloads, "unpacked");
        try
        {
            await Archive.UnpackAsync(path, unpacked, new DatasetFinder(manifest).IsWanted, options.Limits, cancellationToken);
            return await DatasetStager.StageAsync(manifest, unpacked, workspace, Passes, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw new DatasetException(exception.Message, []);
        }
        finally
        {
            if (Directory.Exists(unpacked))
            {
                Directory.Delete(unpacked, recursive: true);
            }
        }
    }

    private static bool IsGood(DatasetReport report, InstallOptions options) => report.IsSound || (options.AllowsUnknownContent && report.IsReadable);

    /// <summary>Files of one benchmark can bear the names of another; only what could be read counts as a try at it.</summary>
    private static bool LooksLikeIt(DatasetReport report) =>
        report.Splits.Any(split => split.State is SplitState.Verified or SplitState.UnknownContent or SplitState.WrongCount);

    private static IReadOnlyList<string> Warnings(DatasetReport report) =>
        [.. report.Splits.Where(split => split.State == SplitState.Absent).Select(split => $"The {split.Name} split of {report.Name} was not in it: what needs that split cannot be run.")];

    private static IEnumerable<string> Problems(DatasetReport report) =>
        report.Splits.Where(split => split.State is not (SplitState.Verified or SplitState.Absent)).Select(split => (split.Name, split.Problems))
            .Concat(report.Exemplars.Where(exemplar => exemplar.State is not (SplitState.Verified or SplitState.Absent)).Select(exemplar => (Name: exemplar.Path, exemplar.Problems)))
            .SelectMany(part => part.Problems.Select(problem => $"{report.Name} {part.Name}: {problem}"));

    private static DatasetException Failure(string path, IReadOnlyList<DatasetManifest> manifests, List<InstallOutcome> outcomes, List<string> problems)
    {
        var done = outcomes.Count == 0 ? "Nothing was installed" : $"Only {string.Join(", ", outcomes.Select(outcome => outcome.Report.Name))} was installed";
        var names = string.Join(", ", manifests.Select(manifest => manifest.Name));
        return problems.Count == 0
            ? new DatasetException(
                $"{path} holds no files of {names}. {done}. Expected are files named {string.Join(", ", manifests.SelectMany(manifest => manifest.Splits.Take(1).Select(split => split.Path.Split('/')[^1])))} and the like.", [])
            : new DatasetException(
                string.Create(CultureInfo.InvariantCulture, $"{path} cannot be imported as it is. {done}. Fetch it anew with dotnet eval datasets pull, or accept complete but unknown content with --allow-unknown-content:"), problems);
    }
}
