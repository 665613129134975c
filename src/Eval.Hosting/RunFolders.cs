using Eval.Core.Results;
using Eval.Core.Running;
using Eval.Hosting.Planning;

namespace Eval.Hosting;

/// <summary>Finds the folder a run goes on in, or makes it.</summary>
public static class RunFolders
{
    /// <summary>Folder for a plan: the run named by <paramref name="resume"/>, else the newest unfinished run of the same plan, else a new one.</summary>
    /// <param name="plan">The plan; its manifest is written into a new folder.</param>
    /// <param name="runsFolder">Folder that runs are kept in; made when missing.</param>
    /// <param name="resume">A run's id or folder; null to choose.</param>
    /// <param name="runId">Name for a new run; null for time and plan hash.</param>
    /// <exception cref="RequestException">The name cannot be a folder, both names are given, or the runs folder cannot be written.</exception>
    /// <exception cref="RunFolderException">The run to resume is missing or of another plan.</exception>
    public static (RunFolder Folder, bool IsResumed) Choose(RunPlan plan, string runsFolder, string? resume, string? runId)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (resume is not null && runId is not null)
        {
            throw new RequestException("--run-id", "names a new run, but --resume goes on with an old one.", "Give only one of them.");
        }

        if (runId is not null && !RunId.IsValid(runId))
        {
            throw new RequestException($"--run-id {runId}", "a run's name has letters, digits, dots, underscores and dashes, and does not begin with a dot.");
        }

        if (resume is not null)
        {
            return (RunLocator.Resolve(runsFolder, resume), true);
        }

        if (runId is null && RunLocator.FindUnfinished(runsFolder, plan.Manifest.PlanHash) is { } unfinished)
        {
            return (unfinished, true);
        }

        if (runId is not null && RunFolder.IsRun(Path.Combine(runsFolder, runId)) && RunFolder.Open(Path.Combine(runsFolder, runId)) is var named && named.ReadManifest().PlanHash == plan.Manifest.PlanHash)
        {
            return (named, true);
        }

        try
        {
            return (RunFolder.Create(runsFolder, runId is null ? plan.Manifest : plan.Manifest with { RunId = runId }), false);
        }
        catch (RunStorageException refused)
        {
            // Nothing has been asked yet: the folder is part of the request.
            throw new RequestException($"--runs {runsFolder}", refused.Message, "Choose a folder you may write to.");
        }
    }
}
