using CsCheck;
using Eval.Core.Statistics;
using NUnit.Framework;

namespace Eval.Tests.Core.Statistics;

public sealed class StratumTests
{
    // acc and acc_stderr as lm-evaluation-harness wrote them for MMLU subjects of a public leaderboard run.
    [TestCase(31, 100, 0.04648231987117316)]
    [TestCase(83, 135, 0.04203921040156279)]
    public void The_standard_error_equals_that_of_lm_evaluation_harness(int right, int of, double standardError)
    {
        var stratum = Of(Enumerable.Range(0, of).Select(row => new[] { row < right ? 1.0 : 0.0 }));
        Assert.That(Math.Sqrt(stratum.ClusteredVariance()!.Value), Is.EqualTo(standardError).Within(1e-12));
        Assert.That(Math.Sqrt(stratum.SimpleVariance()!.Value), Is.EqualTo(standardError).Within(1e-12));
    }

    [Test]
    public void Repeats_of_a_question_are_one_cluster()
    {
        // By hand: three questions with answers 11, 10, 00: mean 1/2, residual sums 1, 0, −1; 3/2 · 2 / 36 = 1/12.
        var stratum = Of([[1, 1], [1, 0], [0, 0]]);
        Assert.That(stratum.Mean, Is.EqualTo(0.5));
        Assert.That(stratum.ClusteredVariance(), Is.EqualTo(1.0 / 12).Within(1e-15));
    }

    [Test]
    public void Asking_again_and_getting_the_same_answers_is_no_new_information() =>
        Gen.Bool.Array[2, 60].Sample(right =>
        {
            var once = Of(right.Select(value => new[] { value ? 1.0 : 0.0 }));
            var fiveTimes = Of(right.Select(value => Enumerable.Repeat(value ? 1.0 : 0.0, 5).ToArray()));
            Assert.That(fiveTimes.ClusteredVariance(), Is.EqualTo(once.ClusteredVariance()!.Value).Within(1e-12));
        });

    [Test]
    public void Strata_combined_equal_one_stratum_of_all() =>
        Gen.Double.Unit.Array[1, 4].Array[2, 30].Sample(questions =>
        {
            var all = Of(questions);
            var combined = Stratum.Combine([Of(questions[..1]), Of(questions[1..])]);
            Assert.That(combined.Mean, Is.EqualTo(all.Mean).Within(1e-12));
            Assert.That(combined.ClusteredVariance(), Is.EqualTo(all.ClusteredVariance()!.Value).Within(1e-12));
            Assert.That((combined.Count, combined.Clusters), Is.EqualTo((all.Count, all.Clusters)));
        });

    [Test]
    public void One_question_has_no_variance() => Assert.That(Of([[1, 0]]).ClusteredVariance(), Is.Null);

    internal static Stratum Of(IEnumerable<double[]> questions)
    {
        var stratum = new Stratum();
        foreach (var answers in questions)
        {
            stratum.Add(answers.Aggregate(default(Cluster), (cluster, value) => cluster.With(value)));
        }

        return stratum;
    }
}
