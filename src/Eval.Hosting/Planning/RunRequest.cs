using Eval.Core.Scoring;
using Eval.Models.Budgets;

namespace Eval.Hosting.Planning;

/// <summary>What the user asked for, from the command line or a suite file, before anything is checked.</summary>
public sealed record RunRequest
{
    /// <summary>Benchmarks in the order given; empty means all four.</summary>
    public IReadOnlyList<string> Benchmarks { get; init; } = [];

    /// <summary>Model specs in the order given; empty means the built-in baselines.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Split to run; null for each benchmark's default.</summary>
    public string? Split { get; init; }

    /// <summary>First N samples of each subject in file order; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Subjects or groups, applied to every benchmark that has them.</summary>
    public IReadOnlyList<string> Subsets { get; init; } = [];

    /// <summary>Answers per sample; null for the protocol's own number (a replay: its file's).</summary>
    public int? Repeat { get; init; }

    public long Seed { get; init; } = 1234;

    /// <summary><c>auto</c>, <c>docker</c> or <c>wasm</c>.</summary>
    public string Sandbox { get; init; } = "auto";

    public JudgingMode Judging { get; init; } = JudgingMode.Split;

    public bool UseCache { get; init; } = true;

    public double MaxErrorRate { get; init; } = 0.01;

    public IReadOnlyList<string> Plugins { get; init; } = [];

    /// <summary>YAML files of user-defined benchmarks.</summary>
    public IReadOnlyList<string> CustomBenchmarks { get; init; } = [];

    public BudgetLimits Budget { get; init; } = new();

    /// <summary>The words of the command, for the manifest.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>True for <c>run</c> without benchmarks and models: mini data, baselines, and a missing sandbox only skips.</summary>
    public bool IsQuickSuite => Benchmarks.Count == 0 && Models.Count == 0;
}
