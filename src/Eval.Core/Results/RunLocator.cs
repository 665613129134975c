namespace Eval.Core.Results;

/// <summary>Finds runs below a runs folder.</summary>
public static class RunLocator
{
    /// <summary>Every run, newest first; unreadable ones last, with their problem.</summary>
    public static IReadOnlyList<FoundRun> List(string runsFolder)
    {
        if (!Directory.Exists(runsFolder))
        {
            return [];
        }

        return
        [
            .. Directory.EnumerateDirectories(runsFolder)
                .Where(RunFolder.IsRun)
                .Select(Look)
                .OrderByDescending(run => run.Manifest?.Started ?? DateTimeOffset.MinValue)
                .ThenByDescending(run => run.Folder.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The newest run of a plan that has not completed; null when there is none. A run that another process is writing counts: its lock says so.</summary>
    public static RunFolder? FindUnfinished(string runsFolder, string planHash) =>
        List(runsFolder)
            .FirstOrDefault(run => run.Manifest is { Status: not RunStatus.Completed } manifest && manifest.PlanHash == planHash)
            ?.Folder;

    /// <summary>A run by its name below the runs folder, by its path, or <c>latest</c>.</summary>
    /// <exception cref="RunFolderException">There is no such run.</exception>
    public static RunFolder Resolve(string runsFolder, string run)
    {
        ArgumentException.ThrowIfNullOrEmpty(run);
        var named = Path.Combine(runsFolder, run);
        if (RunFolder.IsRun(named))
        {
            return RunFolder.Open(named);
        }

        if (run == "latest" && List(runsFolder) is [var newest, ..])
        {
            return newest.Folder;
        }

        return RunFolder.IsRun(run)
            ? RunFolder.Open(run)
            : throw new RunFolderException(
                $"There is no run {run}: neither {Path.GetFullPath(named)} nor {Path.GetFullPath(run)} holds a run.json.",
                "`list runs` shows the runs there are; --runs DIR says where they lie.");
    }

    private static FoundRun Look(string path)
    {
        var folder = RunFolder.Open(path);
        try
        {
            return new FoundRun(folder, folder.ReadManifest(), Problem: null);
        }
        catch (RunFolderException exception)
        {
            return new FoundRun(folder, Manifest: null, exception.Message);
        }
    }
}
