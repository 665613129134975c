using System.CommandLine;
using Eval.Cli.Screens;
using Eval.Core.Results;
using Eval.Core.Running;
using Eval.Core.Scoring;
using Eval.Hosting;
using Eval.Hosting.Models;
using Eval.Hosting.Planning;
using Eval.Hosting.Reports;
using Eval.Models.Budgets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eval.Cli.Commands;

/// <summary><c>run</c>: plans, asks, scores, keeps every sample, writes summary and page. The same command goes on with an unfinished run.</summary>
public sealed class RunCommand : EvalCommand
{
    private readonly RunOptions _options = new();
    private readonly Option<string?> _resume = new("--resume") { Description = "Go on with this run: its id, its folder, or latest.", HelpName = "RUN" };
    private readonly Option<string?> _runId = new("--run-id") { Description = "Name of the run's folder; time and plan hash when left out.", HelpName = "NAME" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Check everything, show the plan and what it would cost, and stop." };

    public RunCommand()
        : base("run", "Run or resume benchmarks; without arguments, the quick suite on the built-in baselines.")
    {
        _options.AddTo(this);
        Options.Add(_resume);
        Options.Add(_runId);
        Options.Add(_dryRun);
    }

    protected override async Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
    {
        var suite = _options.Read(parse, [.. parse.Tokens.Select(token => token.Value)]);
        var request = suite.Request;
        using var host = new EvalHost([.. context.Datasets, .. suite.Datasets], context.Environment, context.Time) { Progress = new Progress<string>(context.Notice), Notice = context.Notice };
        if (request.Benchmarks.Count > 0 && request.Models.Count == 0)
        {
            var found = await new ModelFinder(context.Environment).FindAsync(cancellationToken);
            throw new RequestException("-m", "no model is named.", $"Built in: {string.Join(", ", ModelResolver.Baselines)}.{string.Concat(found.Select(model => $" {model.Why}: {model.Spec}."))}");
        }

        var isDryRun = parse.GetValue(_dryRun);
        var budget = request.Budget.IsUnlimited ? null : new RunBudget(request.Budget, context.Time);
        await using var models = await host.Models(request, budget).ResolveAsync(
            request.Models.Count > 0 ? request.Models : ModelResolver.Baselines, cancellationToken);
        foreach (var (name, reason) in isDryRun ? models.Unreachable : [])
        {
            new ProblemList(context.Error, context.Strings).Write([($"{name}: {reason.Message}", reason.Fix)]);
        }

        ISandbox? sandbox = null;
        try
        {
            var planned = await new RunPlanner(host.Benchmarks(request.CustomBenchmarks), context.Time).PlanAsync(
                request, models, async token => sandbox = await host.OpenSandboxAsync(request, token), cancellationToken);
            foreach (var notice in planned.Notices)
            {
                context.Notice(notice);
            }

            if (isDryRun)
            {
                await DryRunView.WriteAsync(planned, context);
                return ExitCode.Fine;
            }

            var (folder, isResumed) = RunFolders.Choose(planned.Plan, suite.Runs ?? context.RunsFolder, parse.GetValue(_resume), parse.GetValue(_runId));
            if (isResumed)
            {
                context.Notice($"Going on with run {folder.Id}.");
                CountEarlier(folder, budget);
            }

            var outcome = await CarryOutAsync(planned, folder, context, cancellationToken);
            return await FinishAsync(outcome, planned, models, context, cancellationToken);
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

    private static async Task<RunOutcome> CarryOutAsync(PlannedRun planned, RunFolder folder, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.IsQuiet)
        {
            return await Runner.RunAsync(planned.Plan, folder, new SilentObserver(), context.Time, NullLogger.Instance, cancellationToken);
        }

        await using var progress = new LiveProgress(context.Error, context.Strings, context.Time);
        return await Runner.RunAsync(planned.Plan, folder, progress, context.Time, NullLogger.Instance, cancellationToken);
    }

    private static async Task<int> FinishAsync(
        RunOutcome outcome, PlannedRun planned, ModelResolution models, CommandContext context, CancellationToken cancellationToken)
    {
        // A cancelled run still gets its page: what is done is worth seeing.
        var writing = outcome.Status == RunStatus.Cancelled ? CancellationToken.None : cancellationToken;
        var page = await ReportPublisher.WriteAsync(outcome.Folder, PromptLookup.Of(planned.Plan.Tasks), context.Language, output: null, writing);
        if (context.IsJson)
        {
            await context.Machine.WriteLineAsync(await File.ReadAllTextAsync(outcome.Folder.SummaryFile, writing));
        }

        new RunTable(context.Out, context.Strings).Write(outcome.Manifest, outcome.Summary, page);
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
