using System.Globalization;
using Eval.Core.Results;
using Eval.Core.Scoring;
using Eval.Core.Statistics;
using Eval.Reporting.Leaderboards;

namespace Eval.Testing;

/// <summary>A run that never happened, of realistic shape: six models, four benchmarks, two protocols of one of them, errors, a skipped pair. The same on every call.</summary>
public static class MadeUpRun
{
    private static readonly string[] Mmlu =
    [
        "abstract_algebra", "anatomy", "astronomy", "business_ethics", "clinical_knowledge", "college_biology", "college_mathematics", "econometrics",
        "formal_logic", "high_school_biology", "high_school_us_history", "machine_learning", "marketing", "moral_scenarios", "professional_law", "virology",
    ];

    private static readonly string[] Ceval =
    [
        "advanced_mathematics", "art_studies", "basic_medicine", "civil_servant", "college_physics", "computer_network", "high_school_chinese", "law", "logic", "marxism", "modern_chinese_history", "physician",
    ];

    private static readonly (string Name, string Provider, string? Access, double Skill, decimal Price)[] Models =
    [
        ("Qwen-14B-Chat", "vllm", "open", 0.66, 0m),
        ("Qwen-7B-Chat", "vllm", "open", 0.565, 0.02m),
        ("Llama-2-13B-chat", "openrouter", "open", 0.53, 0.11m),
        ("gpt-4o-mini", "openai", "closed", 0.79, 0.21m),
        ("gpt-4.1", "openai", "closed", 0.88, 2.9m),
        ("baseline:random", "baseline", null, 0.25, 0m),
    ];

    private static readonly (string Benchmark, string Protocol, string Split, int Samples, string Metric, double? Chance, Averaging Average)[] Tasks =
    [
        ("mmlu", "chat", "test", 14_042, "accuracy", 0.25, Averaging.Micro),
        ("ceval", "chat", "val", 1_346, "accuracy", 0.25, Averaging.Macro),
        ("gsm8k", "chat", "test", 1_319, "exact_match", null, Averaging.Micro),
        ("humaneval", "chat", "test", 164, "pass@1", null, Averaging.Micro),
    ];

    /// <summary>Makes the run; a sample's texts come from <paramref name="text"/> where given, so that hostile text can be put into every field.</summary>
    public static ReportRun Create(Func<string, string>? text = null, int samples = 60)
    {
        var hostile = text ?? (plain => plain);
        var manifest = Manifest(hostile);
        return new ReportRun
        {
            Manifest = manifest,
            Summary = Summary(manifest, hostile),
            Samples = task => Records(task, hostile, samples),
        };
    }

    private static RunManifest Manifest(Func<string, string> text) => new()
    {
        RunId = text("20261123T181500Z-4f2a9c"),
        ToolVersion = "0.1.0",
        ToolCommit = "3f3bb47",
        PlanHash = new string('4', 64),
        Status = RunStatus.Completed,
        Started = new DateTimeOffset(2026, 11, 23, 18, 15, 0, TimeSpan.Zero),
        Finished = new DateTimeOffset(2026, 11, 23, 18, 57, 12, TimeSpan.Zero),
        Command = ["run", "-b", "mmlu", "-b", "ceval", "-m", text("vllm:Qwen/Qwen-14B-Chat?base_url=http://127.0.0.1:8000/v1&name=Qwen-14B-Chat")],
        Seed = 0,
        MaxErrorRate = 0.01,
        Models = [.. Models.Select(model => new ModelManifest
        {
            Name = text(model.Name),
            Spec = text($"{model.Provider}:{model.Name}"),
            Provider = model.Provider,
            ModelId = text(model.Name),
            Fingerprint = new string('a', 64),
            CatalogId = model.Name.ToLowerInvariant(),
            Access = model.Access,
            Details = new Dictionary<string, string>(StringComparer.Ordinal) { [text("engine")] = text("vLLM 0.11") },
        })],
        Tasks = [.. from model in Models
                    from task in Tasks
                    where model.Name != "Llama-2-13B-chat" || task.Benchmark != "humaneval"
                    select Task(text, model.Name, task)],
        Sandbox = new SandboxInfo
        {
            Kind = "docker",
            Digest = "sha256:" + new string('b', 64),
            Parallelism = 2,
            Judging = JudgingMode.Split,
            Limits = new Dictionary<string, string>(StringComparer.Ordinal) { ["memory"] = "512 MiB", ["pids"] = "64" },
        },
        Host = new HostManifest("Debian 13", "X64", 2, ".NET 10.0"),
    };

    private static TaskManifest Task(
        Func<string, string> text, string model, (string Benchmark, string Protocol, string Split, int Samples, string Metric, double? Chance, Averaging Average) task) => new()
        {
            Model = text(model),
            Benchmark = task.Benchmark,
            Protocol = task.Protocol,
            Version = 1,
            Split = task.Split,
            Samples = task.Samples,
            Repeats = 1,
            Metrics = task.Benchmark == "gsm8k" ? [task.Metric, "strict-match"] : [task.Metric],
            Dataset = "datasets/" + task.Benchmark,
            Digests = new Dictionary<string, string>(StringComparer.Ordinal) { [task.Split] = new string('c', 64) },
            PromptsSha256 = new string('d', 64),
            ChanceLevel = task.Chance,
            File = string.Create(CultureInfo.InvariantCulture, $"{model.ToLowerInvariant().Replace(':', '-')}-a1b2c3__{task.Benchmark}@{task.Protocol}.jsonl"),
        };

    private static RunSummary Summary(RunManifest manifest, Func<string, string> text) => new()
    {
        RunId = manifest.RunId,
        Status = RunStatus.Completed,
        Skipped = [new SkippedResult(text("Llama-2-13B-chat"), "humaneval", text("no sandbox engine answered."), text("Start Docker, or run: dotnet eval sandbox install"))],
        Results = [.. manifest.Tasks
            .SelectMany(task => task.Metrics.Select(metric => Result(task, metric, text)))
            .OrderBy(result => result.Benchmark, StringComparer.Ordinal).ThenBy(result => result.Model, StringComparer.Ordinal)],
    };

    private static ResultSummary Result(TaskManifest task, string metric, Func<string, string> text)
    {
        var model = Models.First(candidate => text(candidate.Name) == task.Model);
        var isGuess = model.Provider == "baseline";
        var value = task.Benchmark switch
        {
            _ when isGuess => task.ChanceLevel is null ? 0.004 : 0.2512,
            "mmlu" => model.Skill,
            "ceval" => model.Access == "open" && model.Name.StartsWith("Qwen", StringComparison.Ordinal) ? model.Skill + 0.055 : model.Skill - 0.1,
            "gsm8k" => Math.Min(0.96, model.Skill + 0.05),
            _ => Math.Min(0.93, model.Skill + 0.02),
        };
        if (metric == "strict-match")
        {
            value -= 0.03;
        }

        value = Math.Max(0, value);
        var errors = model.Name == "Qwen-7B-Chat" && task.Benchmark == "gsm8k" ? 37 : 0;
        var unread = isGuess ? 0 : (int)(task.Samples * 0.012);
        var cut = model.Name == "Llama-2-13B-chat" ? (int)(task.Samples * 0.004) : 0;
        var (lower, upper) = Wilson(value, task.Samples - errors);
        var subjects = task.Benchmark switch { "mmlu" => Mmlu, "ceval" => Ceval, _ => [] };
        return new ResultSummary
        {
            Model = task.Model,
            Benchmark = task.Benchmark,
            Protocol = task.Protocol,
            Version = task.Version,
            Split = task.Split,
            Metric = metric,
            Value = value,
            Lower = lower,
            Upper = upper,
            Average = Tasks.First(entry => entry.Benchmark == task.Benchmark).Average,
            OtherAverage = subjects.Length > 0 ? value - 0.008 : null,
            Incomplete = errors > 0,
            ValueIfErrorsWrong = value * (task.Samples - errors) / task.Samples,
            Counts = new StatusCounts(task.Samples, task.Samples - errors - unread - cut, unread, cut, errors),
            Tokens = new TokenTotals(null, null, task.Samples * 300L, task.Samples * 120L),
            Cost = model.Price == 0 ? null : new CostRecord(model.Price * task.Samples / 1000, "USD"),
            Groups = subjects.Length == 0 ? [] : [.. new[] { "stem", "humanities", "social_sciences", "other" }.Select((group, index) => Group(group, value + 0.02 - (index * 0.015), task.Samples / 4))],
            Subsets = [.. subjects.Select((subject, index) => Group(subject, value + (Math.Sin((index * 2.1) + model.Skill) * 0.18), task.Samples / subjects.Length))],
        };
    }

    private static GroupSummary Group(string name, double value, int samples)
    {
        value = Math.Clamp(value, 0, 1);
        var (lower, upper) = Wilson(value, samples);
        return new GroupSummary { Name = name, Value = value, Lower = lower, Upper = upper, Counts = new StatusCounts(samples, samples - 2, 2, 0, 0) };
    }

    private static (double Lower, double Upper) Wilson(double value, int samples)
    {
        const double Z = 1.959964;
        var denominator = 1 + (Z * Z / samples);
        var centre = (value + (Z * Z / (2 * samples))) / denominator;
        var half = Z * Math.Sqrt((value * (1 - value) / samples) + (Z * Z / (4.0 * samples * samples))) / denominator;
        return (centre - half, centre + half);
    }

    private static IEnumerable<SampleRecord> Records(TaskManifest task, Func<string, string> text, int samples)
    {
        var random = new Random(task.Model.Length + task.Benchmark.Length);
        for (var index = 0; index < Math.Min(samples, task.Samples); index++)
        {
            yield return MadeUpSamples.Create(task, index, random.Next(100), text);
        }
    }
}
