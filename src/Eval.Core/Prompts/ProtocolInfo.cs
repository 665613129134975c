using Eval.Core.Models;
using Eval.Core.Statistics;

namespace Eval.Core.Prompts;

/// <summary>Everything that fixes how a benchmark is asked and scored. A change to any of it, or to what the protocol renders or extracts, raises <see cref="Version"/>.</summary>
public sealed record ProtocolInfo
{
    public required string Benchmark { get; init; }

    /// <summary>Name behind the @, e.g. <c>lm-eval</c>.</summary>
    public required string Name { get; init; }

    public required int Version { get; init; }

    /// <summary>One line for <c>list protocols</c>.</summary>
    public required string Description { get; init; }

    /// <summary>Where the protocol comes from: script, harness and version, or "Eval" for our own.</summary>
    public required string Origin { get; init; }

    /// <summary>What a model must be able to do; a model that lacks it is refused in planning.</summary>
    public required ModelAbilities Needs { get; init; }

    public required int Shots { get; init; }

    /// <summary>Strings the answer is cut at, in the request and again by us.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>Answer limit in tokens; 0 where nothing is generated.</summary>
    public int MaxTokens { get; init; }

    /// <summary>Answer limit for reasoning models, whose thought counts as output.</summary>
    public int ReasoningMaxTokens { get; init; } = 16_384;

    /// <summary>Null: whatever the model's own default is (a protocol that follows a checkpoint's generation_config).</summary>
    public double? Temperature { get; init; } = 0;

    public double? TopP { get; init; }

    /// <summary>Samples drawn per question when the user does not say.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>The scored continuations as shown to people, e.g. <c>" A"</c>; null for generation.</summary>
    public string? ScoredContinuation { get; init; }

    public Truncation Truncation { get; init; } = Truncation.None;

    /// <summary>Metric names, the headline first: <c>accuracy</c>; <c>strict-match</c> and <c>flexible-extract</c>; <c>pass@1</c>.
    /// A later one is filled from <see cref="Scoring.Score.Alternatives"/> under the same name.</summary>
    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>The protocol's own average over subjects.</summary>
    public required Averaging Averaging { get; init; }

    /// <summary>Group name to its subjects, in display order; groups may overlap (C-Eval Hard).</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Groups { get; init; } = NoGroups;

    /// <summary>True where text cut by the token limit is scored as it stands, as the protocol's origin does.</summary>
    public bool ScoresTruncatedText { get; init; }

    /// <summary><c>mmlu@lm-eval</c>.</summary>
    public string FullName => $"{Benchmark}@{Name}";

    private static readonly Dictionary<string, IReadOnlyList<string>> NoGroups = [];
}
