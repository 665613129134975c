using System.CommandLine;
using Eval.Core.Results;
using Eval.Hosting;
using Eval.Hosting.Reports;

namespace Eval.Cli.Commands;

/// <summary><c>report RUN</c>: writes a run's page again, in either language. No model is called.</summary>
public sealed class ReportCommand : EvalCommand
{
    private readonly Argument<string> _run = new("run") { Description = "Run id, run folder, or latest.", DefaultValueFactory = _ => "latest" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Folder to write; the run's own report folder when left out.", HelpName = "DIR" };

    public ReportCommand()
        : base("report", "Write a run's HTML report again. No model is called.")
    {
        Arguments.Add(_run);
        Options.Add(_output);
    }

    protected override async Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
    {
        var folder = RunLocator.Resolve(context.RunsFolder, parse.GetRequiredValue(_run));
        using var host = new EvalHost(context.Datasets, context.Environment, context.Time);
        var prompts = await PromptLookup.OpenAsync(folder.ReadManifest(), host.Benchmarks([]), cancellationToken);
        var page = await ReportPublisher.WriteAsync(folder, prompts, context.Language, parse.GetValue(_output), cancellationToken);
        context.Line($"Report: {page}");
        return ExitCode.Fine;
    }
}
