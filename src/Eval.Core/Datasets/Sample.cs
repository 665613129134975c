namespace Eval.Core.Datasets;

/// <summary>One question of a benchmark, as read from its upstream file: no protocol has touched it yet.</summary>
public sealed record Sample
{
    /// <summary>Stable id within the benchmark and split: <c>anatomy/0</c>, <c>17</c>, <c>HumanEval/3</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Subject the sample belongs to; empty for a benchmark without subjects.</summary>
    public required string Subset { get; init; }

    /// <summary>Position in the full split (files in ordinal order of name, rows in file order), from 0.
    /// Limits, subsets and shards never change it, so few-shot draws may depend on it.</summary>
    public required int Position { get; init; }

    /// <summary>The question, problem or function header, every character as in the file.</summary>
    public required string Question { get; init; }

    /// <summary>The options in order A, B, C, D; empty where the benchmark has none.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The key: a letter, or a final number as text; null where the file carries no label.</summary>
    public string? Target { get; init; }

    /// <summary>Further columns by their upstream name (<c>explanation</c>, <c>entry_point</c>, <c>test</c>, …).</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = EmptyFields;

    private static readonly Dictionary<string, string> EmptyFields = [];
}
