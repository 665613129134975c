using Eval.Core.Statistics;

namespace Eval.Benchmarks.Custom;

/// <summary>A custom benchmark's YAML file, read and checked.</summary>
internal sealed record CustomDefinition
{
    /// <summary>Full path of the YAML file.</summary>
    public required string Path { get; init; }

    public required string Name { get; init; }

    public required string Title { get; init; }

    public required int Version { get; init; }

    public required string Language { get; init; }

    public required CustomKind Kind { get; init; }

    public required bool IsChat { get; init; }

    /// <summary>Full path of the data file.</summary>
    public required string Data { get; init; }

    /// <summary>Full path of the file that shots are taken from; null without shots.</summary>
    public string? Examples { get; init; }

    public required int Shots { get; init; }

    public required CustomColumns Columns { get; init; }

    public required PromptTemplate Prompt { get; init; }

    /// <summary>A shot's answer.</summary>
    public required PromptTemplate Answer { get; init; }

    public PromptTemplate? System { get; init; }

    public required string Separator { get; init; }

    public required IReadOnlyList<string> Stop { get; init; }

    public required int MaxTokens { get; init; }

    public required double Temperature { get; init; }

    public required int Repeats { get; init; }

    public required string Metric { get; init; }

    public required Averaging Averaging { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Groups { get; init; }

    public required ExactMatch Match { get; init; }

    public required string Invocation { get; init; }

    public required TimeSpan CpuLimit { get; init; }

    public required TimeSpan WallLimit { get; init; }
}
