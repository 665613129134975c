using Eval.Core.Datasets;

namespace Eval.Benchmarks.MultipleChoice;

/// <summary>The wording of a raw-text protocol.</summary>
public sealed record TextChoiceTemplate
{
    /// <summary>Text before the first shot, by subject.</summary>
    public required Func<string, string> Header { get; init; }

    /// <summary>A worked example with its answer and separator.</summary>
    public required Func<Sample, string> Shot { get; init; }

    /// <summary>The question asked, answer cue at its end.</summary>
    public required Func<Sample, string> Ask { get; init; }

    /// <summary>What is written before a letter when the letters are scored (a space, or nothing); null where text is generated.</summary>
    public string? LetterPrefix { get; init; }

    /// <summary>True where shots print the explanation column.</summary>
    public bool NeedsExplanation { get; init; }
}
