using System.CommandLine;
using System.Globalization;
using Eval.Cli.Screens;
using Eval.Core.Results;
using Eval.Hosting;
using Eval.Hosting.Planning;
using Eval.Hosting.Scoring;

namespace Eval.Cli.Commands;

/// <summary><c>score</c>: scores completions made elsewhere, or a run again after its extraction changed. No model is called.</summary>
public sealed class ScoreCommand : EvalCommand
{
    private const int MostProblemsShown = 50;

    private readonly Argument<string[]> _inputs = new("input") { Description = "Completions files (ours, human-eval's, lm-eval's samples_*.jsonl), or one run to score again.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _benchmark = new("--benchmark", "-b") { Description = "name[@protocol][:subset,…] the files answer; a run knows its own.", HelpName = "BENCHMARK" };
    private readonly Option<string?> _name = new("--name") { Description = "How the report calls the model; the first file's name when left out.", HelpName = "NAME" };
    private readonly Option<string?> _split = new("--split") { Description = "Split; the benchmark's default when left out.", HelpName = "SPLIT" };
    private readonly Option<int?> _limit = new("--limit") { Description = "Only the first N samples of each subject.", HelpName = "N" };
    private readonly Option<int?> _repeat = new("--repeat") { Description = "Answers per sample; the files' own number when left out.", HelpName = "N" };
    private readonly Option<string> _sandbox = new("--sandbox") { Description = "Where model-written code runs: auto, docker or wasm.", HelpName = "KIND", DefaultValueFactory = _ => "auto" };
    private readonly Option<string?> _runId = new("--run-id") { Description = "Name of the new run's folder.", HelpName = "NAME" };

    public ScoreCommand()
        : base("score", "Score completions made elsewhere, or a run again. No model is called.")
    {
        Arguments.Add(_inputs);
        _sandbox.AcceptOnlyFromAmong("auto", "docker", "wasm");
        foreach (Option option in new Option[] { _benchmark, _name, _split, _limit, _repeat, _sandbox, _runId })
        {
            Options.Add(option);
        }
    }

    protected override async Task<int> RunAsync(ParseResult parse, CommandContext context, CancellationToken cancellationToken)
    {
        using var host = new EvalHost(context.Datasets, context.Environment, context.Time) { Progress = new Progress<string>(context.Notice), Notice = context.Notice };
        var (inputs, request) = Read(parse, context);
        var scoring = new ScoreModels(host.Benchmarks([]));
        await using var models = await scoring.CreateAsync(inputs, request, cancellationToken);
        Report(scoring, context);
        return await new RunSession(host, context).RunAsync(
            request with { Benchmarks = scoring.Benchmarks }, models, budget: null, plan => RunFolders.Choose(plan, context.RunsFolder, resume: null, parse.GetValue(_runId)), cancellationToken);
    }

    private (IReadOnlyList<ScoreInput> Inputs, RunRequest Request) Read(ParseResult parse, CommandContext context)
    {
        var names = parse.GetRequiredValue(_inputs);
        var request = new RunRequest
        {
            Split = parse.GetValue(_split),
            Limit = parse.GetValue(_limit),
            Repeat = parse.GetValue(_repeat),
            Sandbox = parse.GetRequiredValue(_sandbox),
            Models = names,
            Command = [.. parse.Tokens.Select(token => token.Value)],
        };
        if (parse.GetValue(_benchmark) is { } benchmark)
        {
            var missing = names.Where(name => !File.Exists(name)).Select(name => new Problem(name, "there is no such file.")).ToList();
            return missing.Count > 0
                ? throw new RequestException(missing)
                : ([new ScoreInput(parse.GetValue(_name) ?? Path.GetFileNameWithoutExtension(names[0]), names, BenchmarkSpec.Parse(benchmark))], request);
        }

        if (names is not [var run] || File.Exists(run))
        {
            throw new RequestException("-b", "say which benchmark the files answer.", "Example: dotnet eval score -b humaneval samples.jsonl");
        }

        var folder = RunLocator.Resolve(context.RunsFolder, run);
        var manifest = folder.ReadManifest();
        var splits = manifest.Tasks.Select(task => task.Split).Distinct(StringComparer.Ordinal).ToList();
        return (
            [.. manifest.Tasks.Select(task => new ScoreInput(task.Model, folder.SampleFiles(task), new BenchmarkSpec(task.Benchmark, task.Protocol, task.Subsets)))],
            request with { Limit = manifest.Limit, Seed = manifest.Seed, Split = splits.Count == 1 ? splits[0] : null });
    }

    private static void Report(ScoreModels scoring, CommandContext context)
    {
        var lines = scoring.Problems.Select(problem => (problem.ToString(), "")).ToList();
        if (lines.Count > MostProblemsShown)
        {
            var left = lines.Count - MostProblemsShown;
            lines = [.. lines.Take(MostProblemsShown), (string.Create(CultureInfo.InvariantCulture, $"… and {left} more lines that could not be used"), "")];
        }

        if (lines.Count > 0)
        {
            new ProblemList(context.Error, context.Strings).Write(lines);
        }

        if (scoring.Missing.Count > 0)
        {
            context.Error.PutLine(TerminalText.Clean(string.Create(
                CultureInfo.InvariantCulture,
                $"{scoring.Missing.Count} samples have no answer and count as errors: {string.Join(", ", scoring.Missing.Take(10))}{(scoring.Missing.Count > 10 ? ", …" : "")}")));
        }
    }
}
