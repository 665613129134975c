using Eval.Benchmarks.MultipleChoice;
using Eval.Benchmarks.MultipleChoice.Extraction;
using Eval.Benchmarks.MultipleChoice.Extraction.Robust;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Scoring;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks.MultipleChoice;

public sealed class LetterScorerTests
{
    private static readonly Sample Sample = new()
    {
        Id = "geography/0",
        Subset = "geography",
        Position = 0,
        Question = "What is the capital of Australia?",
        Choices = ["Sydney", "Canberra", "Melbourne", "Perth"],
        Target = "B",
    };

    private static readonly LetterScorer Robust = new(RobustLetterExtractor.Instance, scoresTruncatedText: false);
    private static readonly LetterScorer Faithful = new(FirstOptionExtractor.Instance, scoresTruncatedText: true);

    [TestCase("Answer: B", 1.0, "B")]
    [TestCase("Answer: C", 0.0, "C")]
    public void A_letter_is_scored_against_the_key(string text, double value, string answer)
    {
        var score = Score(Robust, text);
        Assert.That((score.Status, score.Value, score.Answer, score.Rule), Is.EqualTo((SampleStatus.Scored, (double?)value, answer, "robust/answer-phrase")));
    }

    [TestCase("")]
    [TestCase(" \n")]
    [TestCase("I don't know.")]
    public void An_answer_without_a_letter_counts_as_wrong(string text)
    {
        var score = Score(Robust, text);
        Assert.That((score.Status, score.Value, score.Answer), Is.EqualTo((SampleStatus.NoAnswer, (double?)0, (string?)null)));
    }

    [Test]
    public void No_text_at_all_is_an_error_with_its_reason()
    {
        var score = Score(Robust, null, FinishReason.ContentFilter);
        Assert.That((score.Status, score.Value), Is.EqualTo((SampleStatus.Error, (double?)null)));
        Assert.That(score.Error, Does.Contain("ContentFilter"));
    }

    [Test]
    public void A_refusal_is_quoted()
    {
        var completion = new Completion { Text = null, FinishReason = FinishReason.Stop, Refusal = "I can't help with that." };
        Assert.That(Robust.ScoreAsync(Sample, completion, CancellationToken.None).AsTask().GetAwaiter().GetResult().Error, Is.EqualTo("I can't help with that."));
    }

    [Test]
    public void A_thought_cut_by_the_token_limit_is_truncated_even_for_a_protocol_that_scores_cut_text()
    {
        var completion = new Completion { Text = "", Reasoning = "The answer is B, or", FinishReason = FinishReason.Length };
        foreach (var scorer in (LetterScorer[])[Robust, Faithful])
        {
            var score = scorer.ScoreAsync(Sample, completion, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            Assert.That((score.Status, score.Value), Is.EqualTo((SampleStatus.Truncated, (double?)0)));
        }
    }

    [Test]
    public void Cut_text_without_a_stated_answer_is_truncated() =>
        Assert.That(Score(Robust, "Canberra is interesting because", FinishReason.Length).Status, Is.EqualTo(SampleStatus.Truncated));

    [Test]
    public void Cut_text_that_has_stated_its_answer_is_scored() =>
        Assert.That(Score(Robust, "Answer: B\n\nExplanation: Canberra was", FinishReason.Length).Value, Is.EqualTo(1));

    [Test]
    public void A_faithful_protocol_reads_cut_text_as_its_origin_does() =>
        Assert.That(Score(Faithful, "Let us see: B might", FinishReason.Length).Status, Is.EqualTo(SampleStatus.Scored));

    [Test]
    public void A_sample_without_a_key_keeps_its_answer_and_has_no_value()
    {
        var completion = new Completion { Text = "答案：C", FinishReason = FinishReason.Stop };
        var score = Robust.ScoreAsync(Sample with { Target = null }, completion, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        Assert.That((score.Status, score.Value, score.Answer), Is.EqualTo((SampleStatus.Scored, (double?)null, "C")));
    }

    private static Score Score(LetterScorer scorer, string? text, FinishReason reason = FinishReason.Stop) =>
        scorer.ScoreAsync(Sample, new Completion { Text = text, FinishReason = reason }, CancellationToken.None).AsTask().GetAwaiter().GetResult();
}
