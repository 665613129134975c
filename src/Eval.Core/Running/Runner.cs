using System.Runtime.ExceptionServices;
using Eval.Core.Results;
using Eval.Core.Statistics;
using Microsoft.Extensions.Logging;

namespace Eval.Core.Running;

/// <summary>Carries out a plan in a run folder, new or begun earlier: asks what has no answer yet, scores, keeps every sample, sums up.</summary>
/// <remarks>
/// Models run beside each other, each with its own bounded number of requests; scoring runs behind the requests. An answer counts as done
/// when its record is in the samples file and is not an error: errors are asked again when the run is resumed, and the newer line counts.
/// The summary is computed from the records in sample order, so it does not depend on timing, workers or interruptions.
/// </remarks>
public static class Runner
{
    /// <summary>Runs or resumes.</summary>
    /// <param name="plan">A plan that has passed every check.</param>
    /// <param name="folder">Where it runs: just made for this plan, or begun by an earlier attempt at it.</param>
    /// <param name="observer">Sees every sample once it is on disk.</param>
    /// <param name="time">Clock of the manifest.</param>
    /// <param name="logger">Hears what people need not see.</param>
    /// <param name="cancellationToken">Ends the run with status cancelled: requests in flight are dropped, answers that have come are kept. It does not throw.</param>
    /// <exception cref="RunFolderException">The folder is of another plan, in use, or broken; nothing was asked.</exception>
    /// <exception cref="RunStorageException">The disk refused; everything written before is kept.</exception>
    public static async Task<RunOutcome> RunAsync(
        RunPlan plan, RunFolder folder, IRunObserver observer, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(observer);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        using var held = folder.Lock(plan.Shard?.FileSuffix);
        var manifest = CheckPlan(plan, folder);
        var tasks = new List<TaskRun>(plan.Tasks.Count);
        try
        {
            foreach (var task in plan.Tasks)
            {
                tasks.Add(TaskRun.Open(task, folder, plan.Shard?.FileSuffix, observer, logger));
            }

            manifest = manifest with { Status = RunStatus.Running, Finished = null };
            folder.WriteManifest(manifest);
            folder.DeleteSummary();
            Log.RunStarted(logger, folder.Id, tasks.Count, tasks.Sum(task => task.Outcomes.Finished), tasks.Sum(Left));

            using var control = new RunControl(time, cancellationToken);
            await WorkAsync(plan, tasks, control, logger);
            return Finish(plan, folder, manifest, tasks, control, time, logger);
        }
        finally
        {
            foreach (var task in tasks)
            {
                await task.DisposeAsync();
            }
        }
    }

    private static RunManifest CheckPlan(RunPlan plan, RunFolder folder)
    {
        var begun = folder.ReadManifest();
        if (begun.PlanHash == plan.Manifest.PlanHash)
        {
            return begun;
        }

        var differences = PlanHash.Differences(begun, plan.Manifest);
        throw new RunFolderException(
            $"Cannot go on with run {folder.Id}: it is a run of another plan."
            + string.Concat(differences.Select(difference => $"{Environment.NewLine}  {difference}")),
            "Leave --resume out to start a new run, or repeat the command of that run.");
    }

    private static async Task WorkAsync(RunPlan plan, List<TaskRun> tasks, RunControl control, ILogger logger)
    {
        var models = tasks
            .GroupBy(task => task.Plan.Manifest.Model, StringComparer.Ordinal)
            .Select(group => (Tasks: group.ToList(), Run: new ModelRun([.. group], tasks, plan, control, logger)))
            .ToList();
        await Task.WhenAll(models.Select(model => model.Run.RunAsync()));
        foreach (var (own, run) in models)
        {
            foreach (var task in own)
            {
                await CompleteAsync(task, run, control);
            }
        }
    }

    private static async Task CompleteAsync(TaskRun task, ModelRun run, RunControl control)
    {
        try
        {
            await task.CompleteAsync(run.WhyStopped(task) ?? WhyRunStopped(control));
        }
        catch (Exception exception)
        {
            control.Fail(exception);
        }
    }

    private static string? WhyRunStopped(RunControl control) =>
        control.Failure?.Message
        ?? (control.WasCancelled ? "cancelled" : control.Stops.FirstOrDefault(stop => stop.Kind == RunStatus.BudgetReached)?.Message);

    private static RunOutcome Finish(
        RunPlan plan, RunFolder folder, RunManifest manifest, List<TaskRun> tasks, RunControl control, TimeProvider time, ILogger logger)
    {
        var status = control.Status(tasks.TrueForAll(task => Left(task) == 0));
        var results = tasks.SelectMany(task => TaskSummarizer.Summarize(task.Plan.Manifest, task.Plan.Samples, task.Outcomes));
        var summary = new RunSummary
        {
            RunId = manifest.RunId,
            Status = status,
            Skipped = manifest.Skipped,
            Results = ResultOrder.Sort(results, manifest.Tasks),
        };
        manifest = manifest with { Status = status, Finished = time.GetUtcNow() };
        try
        {
            folder.WriteManifest(manifest);
            folder.WriteSummary(summary);
        }
        catch (RunStorageException) when (control.Failure is not null)
        {
            // The failure that ended the run is the one to report.
        }

        Log.RunEnded(logger, folder.Id, status);
        if (control.Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return new RunOutcome
        {
            Folder = folder,
            Manifest = manifest,
            Summary = summary,
            Stops = control.Stops,
            OverErrorRate = [.. summary.Results.Where(result => result.Counts.Error > plan.MaxErrorRate * result.Counts.Total)],
        };
    }

    private static int Left(TaskRun task) => task.Plan.Samples.Count * task.Plan.Repeats - task.Outcomes.Finished - task.Outcomes.Errors;
}
