using Eval.Core.Datasets;

namespace Eval.Benchmarks.MultipleChoice.Extraction;

/// <summary>The cascade of QwenLM/Qwen eval/evaluate_chat_mmlu.py, as it stands there: it always finds an answer.</summary>
/// <remarks>Option texts are first replaced by their letters without regard to case or word boundaries, so an option "a" turns every a of the answer into a letter.</remarks>
public sealed class QwenMmluExtractor : ILetterExtractor
{
    private const string Word = PythonText.Boundary;

    private static readonly PatternCascade Cascade = new(
        ("qwen/answer-is", $@"(?:(?:[Cc]hoose)|(?:(?:[Aa]nswer|[Cc]hoice)(?![^ABCD]{{0,20}}?(?:n't|not))[^ABCD]{{0,10}}?{Word}(?:|is|:|be)){Word})[^ABCD]{{0,20}}?{Word}(A|B|C|D){Word}"),
        ("qwen/is-correct", $@"{Word}(A|B|C|D){Word}(?![^ABCD]{{0,8}}?(?:n't|not)[^ABCD]{{0,5}}?(?:correct|right))[^ABCD]{{0,10}}?{Word}(?:correct|right){Word}"),
        ("qwen/letter-first", @"^(A|B|C|D)(?:\.|,|:|$)"),
        ("qwen/first-letter", @"(?<![a-zA-Z])(A|B|C|D)(?![a-zA-Z=])"));

    public static QwenMmluExtractor Instance { get; } = new();

    public LetterReading Extract(string text, Sample sample)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(sample);
        var lettered = OptionReplacement.ByLetters(text, sample.Choices, '.', ignoreCase: true);
        return Cascade.Search(PythonText.ForPatterns(lettered)) ?? FuzzyOption.Closest(lettered, sample.Choices);
    }
}
