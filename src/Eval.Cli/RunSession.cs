using Eval.Cli.Commands;
using Eval.Cli.Screens;
using Eval.Core.Results;
using Eval.Core.Running;
using Eval.Core.Scoring;
using Eval.Hosting;
using Eval.Hosting.Planning;
using Eval.Hosting.Reports;
using Eval.Models.Budgets;

namespace Eval.Cli;

/// <summary>From a request with its models to a written page: what <c>run</c> and <c>score</c> share.</summary>
internal sealed class RunSession(EvalHost host, CommandContext context)
{
    /// <summary>Plans, runs, reports; returns the exit code.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="models">Its models.</param>
    /// <param name="budget">The run's purse; null for no limits.</param>
    /// <param name="choose">Finds or makes the run's folder; null only shows the plan.</param>
    /// <param name="cancellationToken">Ends the run; what is done is kept.</param>
    public async Task<int> RunAsync(
        RunRequest request,
        ModelResolution models,
        RunBudget? budget,
        Func<RunPlan, (RunFolder Folder, bool IsResumed)>? choose,
        CancellationToken cancellationToken)
    {
        ISandbox? sandbox = null;
        try
        {
            var planned = await new RunPlanner(host.Benchmarks(request.CustomBenchmarks), context.Time).PlanAsync(
                request, models, async token => sandbox = await host.OpenSandboxAsync(request, token), cancellationToken);
            foreach (var notice in planned.Notices)
            {
                context.Notice(notice);
            }

            if (choose is null)
            {
                await DryRunView.WriteAsync(planned, context);
                return ExitCode.Fine;
            }

            var (folder, isResumed) = choose(planned.Plan);
            if (isResumed)
            {
                context.Notice($"Going on with run {folder.Id}.");
                CountEarlier(folder, budget);
            }

            var outcome = await CarryOutAsync(planned, folder, cancellationToken);
            return await FinishAsync(outcome, planned, models, cancellationToken);
        }
        finally
        {
            if (sandbox is not null)
            {
                await sandbox.DisposeAsync();
            }
        }
    }

    // What an earlier attempt paid counts against the same purse.
    private static void CountEarlier(RunFolder folder, RunBudget? budget)
    {
        foreach (var record in budget is null ? [] : folder.ReadManifest().Tasks.SelectMany(folder.ReadSamples).Where(record => record.Cached != true))
        {
            budget!.AddEarlier(record.Attempts ?? 1, (record.Usage?.Input ?? 0) + (record.Usage?.Output ?? 0), record.Cost?.Amount ?? 0);
        }
    }

    private async Task<RunOutcome> CarryOutAsync(PlannedRun planned, RunFolder folder, CancellationToken cancellationToken)
    {
        var logger = host.Loggers.CreateLogger("Eval.Core.Running");
        if (context.IsQuiet)
        {
            return await Runner.RunAsync(planned.Plan, folder, new SilentObserver(), context.Time, logger, cancellationToken);
        }

        await using var progress = new LiveProgress(context.Error, context.Strings, context.Time);
        return await Runner.RunAsync(planned.Plan, folder, progress, context.Time, logger, cancellationToken);
    }

    private async Task<int> FinishAsync(RunOutcome outcome, PlannedRun planned, ModelResolution models, CancellationToken cancellationToken)
    {
        // A cancelled run still gets its page: what is done is worth seeing.
        var writing = outcome.Status == RunStatus.Cancelled ? CancellationToken.None : cancellationToken;
        var page = await ReportPublisher.WriteAsync(outcome.Folder, PromptLookup.Of(planned.Plan.Tasks), context.Language, output: null, writing);
        if (context.IsJson)
        {
            await context.Machine.WriteLineAsync(await File.ReadAllTextAsync(outcome.Folder.SummaryFile, writing));
        }

        foreach (var (endpoint, gate) in models.Gates)
        {
            if (gate.Found is { } found)
            {
                context.Notice(context.Strings.Format("found_limit", ("endpoint", endpoint.GetLeftPart(UriPartial.Path)), ("requests", found.Concurrency), ("refusals", found.Refusals)));
            }
        }

        new RunTable(context.Out, context.Strings).Write(outcome.Manifest, outcome.Summary, page);
        foreach (var submission in SubmissionFiles.Write(outcome.Folder, planned.Plan.Tasks))
        {
            context.Line(submission);
        }

        if (outcome.Stops.Count > 0)
        {
            new ProblemList(context.Error, context.Strings).Write([.. outcome.Stops.Select(stop => (stop.Model is null ? stop.Message : $"{stop.Model}: {stop.Message}", stop.Fix))]);
        }

        return outcome.Status switch
        {
            RunStatus.Cancelled => ExitCode.Cancelled,
            RunStatus.BudgetReached => ExitCode.BudgetReached,
            RunStatus.Completed when outcome.OverErrorRate.Count == 0 && models.Stopped.Count == 0 => ExitCode.Fine,
            _ => ExitCode.Errors,
        };
    }
}
