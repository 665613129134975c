using System.CommandLine;
using Eval.Cli.Screens;
using Eval.Hosting;
using Eval.Hosting.Models;
using Eval.Hosting.Planning;
using Eval.Models.Budgets;

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

        return await new RunSession(host, context).RunAsync(
            request,
            models,
            budget,
            isDryRun ? null : plan => RunFolders.Choose(plan, suite.Runs ?? context.RunsFolder, parse.GetValue(_resume), parse.GetValue(_runId)),
            cancellationToken);
    }
}
