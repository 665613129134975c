using System.CommandLine;
using System.Text.Json;
using Eval.Cli.Screens;
using Eval.Core.Results;
using Eval.Hosting;
using Eval.Hosting.Planning;
using Eval.Hosting.Reports;

namespace Eval.Cli.Commands;

/// <summary><c>show RUN [ID]</c>: a run's table, or one sample with prompt, answer, rule and verdict. No model is called.</summary>
public sealed class ShowCommand : EvalCommand
{
    private readonly Argument<string> _run = new("run") { Description = "Run id, run folder, or latest." };
    private readonly Argument<string?> _id = new("id") { Description = "Sample id, e.g. anatomy/0, 17, HumanEval/3; #1 behind it is its second answer.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _model = new("--model", "-m") { Description = "Only this model's answer.", HelpName = "NAME" };
    private readonly Option<string?> _benchmark = new("--benchmark", "-b") { Description = "Only this benchmark[@protocol].", HelpName = "BENCHMARK" };

    public ShowCommand()
        : base("show", "Show a run's table, or one sample of it with prompt, answer, rule and verdict.")
    {
        Arguments.Add(_run);
        Arguments.Add(_id);
        Options.Add(_model);
        Options.Add(_benchmark);
    }

    protected override async Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
    {
        var folder = RunLocator.Resolve(context.RunsFolder, parse.GetRequiredValue(_run));
        var manifest = folder.ReadManifest();
        if (parse.GetValue(_id) is { } id)
        {
            return await ShowSampleAsync(folder, manifest, Match(folder, manifest, id, parse), context, cancellationToken);
        }

        var summary = folder.ReadSummary() ?? throw new RunFolderException(
            $"Run {folder.Id} has no summary yet: it was interrupted.",
            $"Finish it with: dotnet eval run --resume {folder.Id}, with the words of its command.");
        if (context.IsJson)
        {
            await context.Machine.WriteLineAsync(JsonSerializer.Serialize(summary, EvalJson.Indented.RunSummary));
        }
        else
        {
            new RunTable(context.Out, context.Strings).Write(manifest, summary, File.Exists(folder.ReportFile) ? folder.ReportFile : null);
        }

        return ExitCode.Fine;
    }

    private IReadOnlyList<SampleRecord> Match(RunFolder folder, RunManifest manifest, string id, ParseResult parse)
    {
        var model = parse.GetValue(_model);
        var benchmark = parse.GetValue(_benchmark) is { } text ? BenchmarkSpec.Parse(text) : null;
        var tasks = manifest.Tasks.Where(task =>
            (model is null || task.Model == model)
            && (benchmark is null || (task.Benchmark == benchmark.Name && (benchmark.Protocol is null || task.Protocol == benchmark.Protocol))));

        // A resumed error has two lines; the newer one counts.
        var records = tasks.Select(task => folder.ReadSamples(task).LastOrDefault(record => record.Id == id)).OfType<SampleRecord>().ToList();
        return records.Count > 0
            ? records
            : throw new RequestException($"show {folder.Id} {id}", "no model of this run has a sample of that id.", "The samples files below the run's folder list the ids.");
    }

    private static async Task<int> ShowSampleAsync(
        RunFolder folder, RunManifest manifest, IReadOnlyList<SampleRecord> records, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.IsJson)
        {
            foreach (var record in records)
            {
                await context.Machine.WriteLineAsync(JsonSerializer.Serialize(record, EvalJson.Indented.SampleRecord));
            }

            return ExitCode.Fine;
        }

        var needed = manifest with { Tasks = [.. manifest.Tasks.Where(task => records.Any(record => record.Benchmark == task.Benchmark && record.Protocol == task.Protocol))] };
        using var host = new EvalHost(context.Datasets, context.Environment, context.Time);
        var prompts = await PromptLookup.OpenAsync(needed, host.Benchmarks([]), cancellationToken);
        foreach (var record in records)
        {
            new SampleView(context.Out, context.Strings).Write(record, prompts.Prompt(record));
        }

        return ExitCode.Fine;
    }
}
