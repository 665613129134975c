using System.CommandLine;
using Eval.Core.Scoring;
using Eval.Hosting.Planning;
using Eval.Hosting.Suites;
using Eval.Models.Budgets;

namespace Eval.Cli.Commands;

/// <summary>Everything <c>run</c> can be told, merged from the command line and a suite file into one request.</summary>
public sealed class RunOptions
{
    private readonly Argument<string?> _suite = new("suite") { Description = "Suite file; everything below can also stand in it.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string[]> _benchmarks = Many("-b", "--benchmark", "name[@protocol][:subset,…], e.g. mmlu@lm-eval:anatomy; may be given several times.", "BENCHMARK");
    private readonly Option<string[]> _models = Many("-m", "--model", "provider:name[?key=value&…], e.g. openai:gpt-4o, baseline:random; may be given several times.", "MODEL");
    private readonly Option<string?> _split = Text("--split", "Split to run; the default is MMLU test, C-Eval val, GSM8K test.", "SPLIT");
    private readonly Option<int?> _limit = Number("--limit", "Only the first N samples of each subject, in file order.");
    private readonly Option<string[]> _subset = Many("--subset", alias: null, "Subjects or groups, separated by commas.", "NAMES");
    private readonly Option<int?> _repeat = Number("--repeat", "Answers per sample; a replay uses its file's number.");
    private readonly Option<long?> _seed = new("--seed") { Description = "Drives baselines, sampling and bootstraps; never the shots a protocol fixes. Default 1234.", HelpName = "N" };
    private readonly Option<string?> _sandbox = Text("--sandbox", "Where model-written code runs: auto, docker or wasm.", "KIND");
    private readonly Option<string?> _judging = Text("--judging", "split (candidate and tests apart) or one (HumanEval's original form).", "MODE");
    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Ask again even where the response cache holds an answer." };
    private readonly Option<double?> _maxErrorRate = new("--max-error-rate") { Description = "Share of errors in any result above which the run ends with exit code 3. Default 0.01.", HelpName = "RATE" };
    private readonly Option<string[]> _plugins = Many("--plugin", alias: null, "Assembly with further models; may be given several times.", "PATH");
    private readonly Option<string[]> _custom = Many("--custom", alias: null, "YAML file that describes a benchmark of your own; may be given several times.", "FILE");
    private readonly Option<decimal?> _maxCost = new("--max-cost") { Description = "Stop before the run costs more than this.", HelpName = "AMOUNT" };
    private readonly Option<string?> _currency = Text("--currency", "Currency of --max-cost: USD or CNY. Default USD.", "CODE");
    private readonly Option<long?> _maxTokens = new("--max-total-tokens") { Description = "Stop before the run uses more input and output tokens than this.", HelpName = "N" };
    private readonly Option<long?> _maxRequests = new("--max-requests") { Description = "Stop before the run sends more requests than this.", HelpName = "N" };
    private readonly Option<string?> _maxTime = Text("--max-time", "Stop after this time: 90s, 15m, 2h.", "TIME");

    public RunOptions()
    {
        _sandbox.AcceptOnlyFromAmong("auto", "docker", "wasm");
        _judging.AcceptOnlyFromAmong("split", "one");
    }

    public void AddTo(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        command.Arguments.Add(_suite);
        foreach (Option option in new Option[]
        {
            _benchmarks, _models, _split, _limit, _subset, _repeat, _seed, _sandbox, _judging, _noCache, _maxErrorRate,
            _plugins, _custom, _maxCost, _currency, _maxTokens, _maxRequests, _maxTime,
        })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The suite file (empty when none was named) with the command line on top: lists of the command line replace the file's.</summary>
    /// <exception cref="RequestException">The file or an option is wrong.</exception>
    public SuiteFile Read(ParseResult parse, IReadOnlyList<string> words)
    {
        ArgumentNullException.ThrowIfNull(parse);
        if (parse.GetValue(_suite) is ['-', ..] option)
        {
            throw new RequestException(option, "there is no such option.", "dotnet eval run --help lists them.");
        }

        var suite = parse.GetValue(_suite) is { } path
            ? SuiteReader.Read(path)
            : new SuiteFile(new RunRequest(), [], Runs: null, new HashSet<string>(StringComparer.Ordinal));
        var file = suite.Request;
        var request = file with
        {
            Benchmarks = Or(parse.GetValue(_benchmarks), file.Benchmarks),
            Models = Or(parse.GetValue(_models), file.Models),
            Split = parse.GetValue(_split) ?? file.Split,
            Limit = Positive(parse, _limit) ?? file.Limit,
            Subsets = Or(parse.GetValue(_subset)?.SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToArray(), file.Subsets),
            Repeat = Positive(parse, _repeat) ?? file.Repeat,
            Seed = parse.GetValue(_seed) ?? file.Seed,
            Sandbox = parse.GetValue(_sandbox) ?? file.Sandbox,
            Judging = parse.GetValue(_judging) switch { "one" => JudgingMode.One, "split" => JudgingMode.Split, _ => file.Judging },
            UseCache = file.UseCache && !parse.GetValue(_noCache),
            MaxErrorRate = ReadRate(parse) ?? file.MaxErrorRate,
            Plugins = Or(parse.GetValue(_plugins), file.Plugins),
            CustomBenchmarks = Or(parse.GetValue(_custom), file.CustomBenchmarks),
            Budget = ReadBudget(parse, file.Budget),
            Command = words,
        };
        return suite with { Request = request };
    }

    private BudgetLimits ReadBudget(ParseResult parse, BudgetLimits file)
    {
        var time = file.WallTime;
        if (parse.GetValue(_maxTime) is { } text)
        {
            time = DurationText.TryParse(text, out var value) ? value : throw new RequestException($"--max-time {text}", "must be a time such as 90s, 15m or 2h.");
        }

        return new BudgetLimits
        {
            Cost = parse.GetValue(_maxCost) ?? file.Cost,
            Currency = parse.GetValue(_currency) ?? file.Currency,
            Tokens = parse.GetValue(_maxTokens) ?? file.Tokens,
            Requests = parse.GetValue(_maxRequests) ?? file.Requests,
            WallTime = time,
        };
    }

    private double? ReadRate(ParseResult parse) => parse.GetValue(_maxErrorRate) switch
    {
        null => null,
        >= 0 and <= 1 and var rate => rate,
        var rate => throw new RequestException($"--max-error-rate {rate}", "must be a number from 0 to 1."),
    };

    private static int? Positive(ParseResult parse, Option<int?> option) => parse.GetValue(option) switch
    {
        null => null,
        >= 1 and var number => number,
        var number => throw new RequestException($"{option.Name} {number}", "must be a whole number of at least 1."),
    };

    private static IReadOnlyList<string> Or(string[]? given, IReadOnlyList<string> file) => given is { Length: > 0 } ? given : file;

    private static Option<string[]> Many(string name, string? alias, string description, string helpName) =>
        new(alias ?? name, alias is null ? [] : [name]) { Description = description, HelpName = helpName, AllowMultipleArgumentsPerToken = false };

    private static Option<string?> Text(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };

    private static Option<int?> Number(string name, string description) => new(name) { Description = description, HelpName = "N" };
}
