using System.Text.RegularExpressions;
using Eval.Core.Datasets;

namespace Eval.Benchmarks.MultipleChoice.Extraction;

/// <summary>The reading of worked answers in C-Eval's own evaluators (chatglm.py, extract_cot_answer): the last sentence 所以答案是…。, then looser signs.</summary>
public sealed class CevalCotExtractor : ILetterExtractor
{
    private static readonly Regex FinalSentence = Linear("所以答案是(.+?)。");

    private static readonly Regex Letter = Linear("[ABCD]");

    private static readonly (string Name, Regex Pattern)[] Phrases =
    [
        ("official/是正确的", Linear("([ABCD])是正确的")),
        ("official/选项正确", Linear("选项([ABCD])正确")),
        ("official/答案为", Linear("答案为([ABCD])")),
        ("official/答案是", Linear("答案是([ABCD])")),
        ("official/答案", Linear("答案([ABCD])")),
        ("official/选择", Linear("选择([ABCD])")),
        ("official/答案：", Linear("答案：([ABCD])")),
        ("official/选择答案", Linear("选择答案([ABCD])")),
    ];

    public static CevalCotExtractor Instance { get; } = new();

    public LetterReading Extract(string text, Sample sample)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(sample);
        var stripped = PythonText.Strip(text).ToString();
        var last = FinalSentence.Matches(stripped).LastOrDefault();
        if (last is not null && Letters.Parse(last.Groups[1].Value) is { } final)
        {
            return new LetterReading(final, "official/所以答案是", IsExplicit: true);
        }

        foreach (var (name, pattern) in Phrases)
        {
            var match = pattern.Match(stripped);
            if (match.Success)
            {
                return new LetterReading(Letters.Parse(match.Groups[1].Value), name, IsExplicit: true);
            }
        }

        var letters = Letter.Matches(stripped);
        if (letters.Count == 1)
        {
            return new LetterReading(Letters.Parse(letters[0].Value), "official/only-letter", IsExplicit: false);
        }

        var contained = Enumerable.Range(0, sample.Choices.Count).Where(index => stripped.Contains(sample.Choices[index], StringComparison.Ordinal)).ToArray();
        return contained.Length == 1 ? new LetterReading(Letters.At(contained[0]), "official/only-option", IsExplicit: false) : LetterReading.None;
    }

    private static Regex Linear(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
