using Eval.Core.Scoring;
using Eval.Hosting.Planning;
using Eval.Models.Budgets;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Eval.Hosting.Suites;

/// <summary>Reads <c>suite.yaml</c> strictly: an unknown key, a wrong type or a value out of range is a problem with file, line and column, and all are reported together.</summary>
public static class SuiteReader
{
    /// <summary>Keys a suite may have, as the JSON schema lists them.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "benchmarks", "models", "split", "limit", "subset", "repeat", "seed", "sandbox", "judging", "cache",
        "max_error_rate", "plugins", "custom_benchmarks", "budget", "datasets", "runs",
    ];

    /// <summary>Keys below <c>budget</c>.</summary>
    public static IReadOnlyList<string> BudgetKeys { get; } = ["cost", "currency", "tokens", "requests", "wall_time"];

    /// <exception cref="RequestException">The file is missing, is not YAML, or says something a suite cannot say.</exception>
    public static SuiteFile Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path))
        {
            throw new RequestException(path, "there is no such suite file.");
        }

        var problems = new List<Problem>();
        var root = ReadRoot(path);
        if (root is null)
        {
            return new SuiteFile(new RunRequest(), [], Runs: null, new HashSet<string>(StringComparer.Ordinal));
        }

        var map = new YamlMap(path, root, Keys, problems);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var suite = new SuiteFile(
            ReadRequest(map, folder, problems),
            [.. map.Texts("datasets").Select(item => Path.GetFullPath(item, folder))],
            map.Text("runs") is { } runs ? Path.GetFullPath(runs, folder) : null,
            map.Present);
        return problems.Count > 0 ? throw new RequestException(problems) : suite;
    }

    private static YamlMappingNode? ReadRoot(string path)
    {
        var stream = new YamlStream();
        try
        {
            using var reader = File.OpenText(path);
            stream.Load(reader);
        }
        catch (YamlException broken)
        {
            throw new RequestException($"{path}:{broken.Start.Line}:{broken.Start.Column}", broken.InnerException?.Message ?? broken.Message);
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet 18 throws this, without a place, on a plain text that runs into the next key.
            throw new RequestException(path, "this is not YAML: a bracket or a quote is not closed.");
        }

        return stream.Documents.Count switch
        {
            0 => null,
            1 when stream.Documents[0].RootNode is YamlMappingNode map => map,
            1 => throw new RequestException(path, "a suite is a mapping of keys to values.", "Example: benchmarks: [mmlu, gsm8k]"),
            _ => throw new RequestException(path, "a suite file holds one document."),
        };
    }

    private static RunRequest ReadRequest(YamlMap map, string folder, List<Problem> problems)
    {
        var defaults = new RunRequest();
        return new RunRequest
        {
            Benchmarks = map.Texts("benchmarks"),
            Models = map.Specs("models"),
            Split = map.Text("split"),
            Limit = (int?)map.Whole("limit", least: 1, most: int.MaxValue),
            Subsets = map.Texts("subset"),
            Repeat = (int?)map.Whole("repeat", least: 1, most: 10_000),
            Seed = map.Whole("seed", long.MinValue, long.MaxValue) ?? defaults.Seed,
            Sandbox = map.Choice("sandbox", ["auto", "docker", "wasm"]) ?? defaults.Sandbox,
            Judging = map.Choice("judging", ["split", "one"]) == "one" ? JudgingMode.One : JudgingMode.Split,
            UseCache = map.Flag("cache") ?? defaults.UseCache,
            MaxErrorRate = map.Number("max_error_rate", 0, 1) ?? defaults.MaxErrorRate,
            Plugins = [.. map.Texts("plugins").Select(item => Path.GetFullPath(item, folder))],
            CustomBenchmarks = [.. map.Texts("custom_benchmarks").Select(item => Path.GetFullPath(item, folder))],
            Budget = map.Map("budget", BudgetKeys) is { } budget ? ReadBudget(budget) : defaults.Budget,
        };
    }

    private static BudgetLimits ReadBudget(YamlMap map) => new()
    {
        Cost = map.Number("cost", 0, 1e9) is { } cost ? (decimal)cost : null,
        Currency = map.Text("currency") ?? "USD",
        Tokens = map.Whole("tokens", 1, long.MaxValue),
        Requests = map.Whole("requests", 1, long.MaxValue),
        WallTime = map.Duration("wall_time"),
    };
}
