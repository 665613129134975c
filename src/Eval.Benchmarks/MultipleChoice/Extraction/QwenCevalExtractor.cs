using Eval.Core.Datasets;

namespace Eval.Benchmarks.MultipleChoice.Extraction;

/// <summary>The cascade of QwenLM/Qwen eval/evaluate_chat_ceval.py, as it stands there: it always finds an answer.</summary>
public sealed class QwenCevalExtractor : ILetterExtractor
{
    private static readonly PatternCascade Cascade = new(
        ("qwen/answer-is", @"(?:(?:选|选择|选定)[：:]?\s*|(?:(?:答案|选项)(?![^ABCD]{0,10}?(?:不|非)[^ABCD]{0,10}?(?:是|选|为|：|:|】))[^ABCD]{0,10}?(?:是|选|为|：|:|】))[^ABCD]{0,10}?)(A|B|C|D)(?:选项)?(?:\)|。|\.|，|,|．|、|A|B|C|D|$|：|:|\)|）)"),
        ("qwen/is-correct", @"(A|B|C|D)(?:选?项)?(?![^ABCD]{0,4}?(?:不|非)[^ABCD]{0,4}?(?:正确|对[的，。：]|符合))[^ABCD]{0,4}?(?:正确|对[的，。：]|符合)"),
        ("qwen/letter-first", @"^[\(（]?(A|B|C|D)(?:。|\)|）|\.|，|,|．|：|:|$)"),
        ("qwen/first-letter", @"(?<![a-zA-Z])(A|B|C|D)(?![a-zA-Z=])"));

    public static QwenCevalExtractor Instance { get; } = new();

    public LetterReading Extract(string text, Sample sample)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(sample);
        var lettered = OptionReplacement.ByLetters(ReplaceQuestion(text, sample.Question), sample.Choices, '。', ignoreCase: false);
        return Cascade.Search(PythonText.ForPatterns(lettered)) ?? FuzzyOption.Closest(lettered, sample.Choices);
    }

    /// <summary>The stem before the blank, repeated by the model, reads "答案是"; what follows the blank is dropped.</summary>
    private static string ReplaceQuestion(string text, string question)
    {
        var stem = question.TrimEnd('。');
        var parts = stem[(stem.LastIndexOf('。') + 1)..].Split('_');
        if (PythonText.Length(PythonText.Strip(parts[0])) > 4)
        {
            text = text.Replace(parts[0], "答案是", StringComparison.Ordinal);
        }

        return PythonText.Length(PythonText.Strip(parts[^1])) > 4 ? text.Replace(parts[^1], "", StringComparison.Ordinal) : text;
    }
}
