namespace Eval.Core.Datasets;

/// <summary>What a benchmark is, apart from any protocol and any folder on disk.</summary>
public sealed record BenchmarkInfo
{
    /// <summary>Bare name on the command line, e.g. <c>mmlu</c>.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>Split that is run when none is asked for.</summary>
    public required string DefaultSplit { get; init; }

    /// <summary>Every split that can be run or drawn from.</summary>
    public required IReadOnlyList<string> Splits { get; init; }

    /// <summary>Expected score of blind guessing, 0 to 1; null where guessing cannot work.</summary>
    public double? ChanceLevel { get; init; }

    /// <summary>True where scoring runs model-written code, so that a sandbox is needed.</summary>
    public bool NeedsSandbox { get; init; }

    /// <summary>Language of the questions, a BCP 47 tag: <c>en</c>, <c>zh-CN</c>.</summary>
    public required string Language { get; init; }
}
