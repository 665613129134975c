using Eval.Benchmarks.MultipleChoice;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Scoring;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks.MultipleChoice;

public sealed class LikelihoodScorerTests
{
    [TestCase(new[] { -1.0, -0.5, -3, -4 }, "B")]
    [TestCase(new[] { -2.0, -1, -1, -1 }, "B", TestName = "Of_equal_letters_the_first_wins")]
    [TestCase(new[] { -1.0, -1, -1, -1 }, "A", TestName = "All_equal_gives_the_first")]
    [TestCase(new[] { double.NegativeInfinity, double.NegativeInfinity, -900, -1000 }, "C")]
    public void The_likeliest_letter_is_the_answer(double[] scores, string answer)
    {
        var score = Judge(scores);
        Assert.That((score.Status, score.Answer, score.Rule), Is.EqualTo((SampleStatus.Scored, answer, "argmax")));
        Assert.That(score.Value, Is.EqualTo(answer == "B" ? 1 : 0));
    }

    [TestCase(new[] { -1.0, -2, -3 }, "3 log-probabilities for 4 options")]
    [TestCase(new double[0], "0 log-probabilities for 4 options")]
    [TestCase(new[] { -1.0, double.NaN, -3, -4 }, "option B is not a number")]
    public void Scores_that_cannot_be_compared_are_an_error(double[] scores, string message)
    {
        var score = Judge(scores);
        Assert.That(score.Status, Is.EqualTo(SampleStatus.Error));
        Assert.That(score.Error, Does.Contain(message));
    }

    private static Score Judge(double[] scores)
    {
        var sample = new Sample { Id = "x/0", Subset = "x", Position = 0, Question = "?", Choices = ["1", "2", "3", "4"], Target = "B" };
        var completion = new Completion
        {
            Text = "",
            FinishReason = FinishReason.Scored,
            Choices = [.. scores.Select(score => new ContinuationScore(score, 1, IsGreedy: false))],
        };
        return new LikelihoodScorer().ScoreAsync(sample, completion, CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }
}
