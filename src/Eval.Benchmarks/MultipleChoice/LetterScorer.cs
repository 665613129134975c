using Eval.Benchmarks.MultipleChoice.Extraction;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Scoring;

namespace Eval.Benchmarks.MultipleChoice;

/// <summary>Scores generated text by the letter read out of it.</summary>
/// <param name="extractor">Reads the letter.</param>
/// <param name="scoresTruncatedText">True where text cut by the token limit is read like any other, as the protocol's origin does.</param>
public sealed class LetterScorer(ILetterExtractor extractor, bool scoresTruncatedText) : IScorer
{
    public ILetterExtractor Extractor { get; } = extractor;

    public ValueTask<Score> ScoreAsync(Sample sample, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(completion);
        return ValueTask.FromResult(Judge(sample, completion));
    }

    private Score Judge(Sample sample, Completion completion)
    {
        if (completion.Text is not { } text)
        {
            return Score.Failed(completion.Refusal ?? $"The model returned no text (finish reason: {completion.FinishReason}).");
        }

        var isCut = completion.FinishReason == FinishReason.Length;
        if (string.IsNullOrWhiteSpace(text))
        {
            return LetterVerdict.Unread(sample, isCut ? SampleStatus.Truncated : SampleStatus.NoAnswer, rule: null);
        }

        var reading = Extractor.Extract(text, sample);
        if (reading.Letter is { } letter && (!isCut || scoresTruncatedText || reading.IsExplicit))
        {
            return LetterVerdict.Read(sample, letter, reading.Rule!);
        }

        var status = isCut && !scoresTruncatedText ? SampleStatus.Truncated : SampleStatus.NoAnswer;
        return LetterVerdict.Unread(sample, status, reading.Letter is null ? reading.Rule : null);
    }
}
