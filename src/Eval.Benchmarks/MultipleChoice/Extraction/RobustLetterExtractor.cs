using System.Text.RegularExpressions;
using Eval.Core.Datasets;

namespace Eval.Benchmarks.MultipleChoice.Extraction;

/// <summary>Our own reading of free text: the last explicit statement of an answer wins.</summary>
public sealed class RobustLetterExtractor : ILetterExtractor
{
    public static RobustLetterExtractor Instance { get; } = new();

    public LetterReading Extract(string text, Sample sample)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = Phrase.Matches(text).LastOrDefault();
        if (match is not null)
        {
            return new LetterReading(match.Groups[1].Value, "robust/answer-phrase", IsExplicit: true);
        }

        match = Bare.Match(text);
        return match.Success ? new LetterReading(match.Groups[1].Value, "robust/bare-letter", IsExplicit: true) : LetterReading.None;
    }

    private static readonly Regex Phrase = new(
        @"(?:[Aa]nswer(?: is)?|答案是?|答案为)\W{0,4}\b([A-D])\b",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private static readonly Regex Bare = new(@"^\W{0,4}([A-D])\b", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
