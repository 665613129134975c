using CsCheck;
using Eval.Core.Statistics;
using NUnit.Framework;

namespace Eval.Tests.Core.Statistics;

public sealed class MeanIntervalTests
{
    [Test]
    public void One_answer_per_question_gives_exactly_the_Wilson_interval() =>
        Gen.Bool.Array[1, 300].Sample(right =>
        {
            var interval = MeanInterval.Micro(Binary(right))!.Value;
            var wilson = WilsonInterval.Compute(right.Average(value => value ? 1.0 : 0.0), right.Length);
            Assert.That(interval.Lower, Is.EqualTo(wilson.Lower).Within(1e-9));
            Assert.That(interval.Upper, Is.EqualTo(wilson.Upper).Within(1e-9));
        });

    [Test]
    public void A_macro_average_of_one_subject_is_its_micro_average() =>
        Gen.Bool.Array[1, 300].Sample(right =>
        {
            var macro = MeanInterval.Macro([Binary(right)])!.Value;
            var micro = MeanInterval.Micro(Binary(right))!.Value;
            Assert.That(macro.Lower, Is.EqualTo(micro.Lower).Within(1e-9));
            Assert.That(macro.Upper, Is.EqualTo(micro.Upper).Within(1e-9));
        });

    [Test]
    public void A_macro_average_weighs_subjects_equally_and_its_interval_follows_the_small_ones()
    {
        // By hand: 100 questions half right, 4 questions half right. V = (0.25/99 + 0.25/3)/4, p = 1/2, n = 104.
        var macro = MeanInterval.Macro([Binary(Half(100)), Binary(Half(4))])!.Value;
        const double Variance = (0.25 / 99 + 0.25 / 3) / 4;
        const double Size = 0.25 / (Variance * 103 / 104);
        Assert.That(macro.Value, Is.EqualTo(0.5));
        Assert.That(macro.Lower, Is.EqualTo(WilsonInterval.Compute(0.5, Size).Lower).Within(1e-9));
        Assert.That(macro.Upper - macro.Lower, Is.GreaterThan(0.4), "four questions say little");
    }

    [Test]
    public void A_perfect_score_still_has_an_interval()
    {
        var micro = MeanInterval.Micro(Binary([.. Enumerable.Repeat(true, 50)]))!.Value;
        Assert.That((micro.Value, micro.Upper), Is.EqualTo((1.0, 1.0)));
        Assert.That(micro.Lower, Is.EqualTo(WilsonInterval.Compute(1, 50).Lower).Within(1e-12));

        // Unequal subjects count as S²/Σ(1/n_s) = 4/(1/10 + 1/40) = 32 questions.
        var macro = MeanInterval.Macro([Binary([.. Enumerable.Repeat(true, 10)]), Binary([.. Enumerable.Repeat(true, 40)])])!.Value;
        Assert.That(macro.Lower, Is.EqualTo(WilsonInterval.Compute(1, 32).Lower).Within(1e-12));
    }

    [Test]
    public void Repeats_never_narrow_the_interval_below_that_of_independent_answers() =>
        Gen.Select(Gen.Int[2, 40], Gen.Int[2, 8], Gen.Int[0, 1_000_000], (questions, repeats, seed) => (questions, repeats, seed)).Sample(shape =>
        {
            var random = new Random(shape.seed);
            var answers = Enumerable.Range(0, shape.questions)
                .Select(_ => { var skill = random.NextDouble(); return Enumerable.Range(0, shape.repeats).Select(_ => random.NextDouble() < skill ? 1.0 : 0.0).ToArray(); })
                .ToList();
            var interval = MeanInterval.Micro(StratumTests.Of(answers))!.Value;
            var independent = WilsonInterval.Compute(interval.Value, shape.questions * shape.repeats);
            Assert.That(interval.Upper - interval.Lower, Is.GreaterThanOrEqualTo(independent.Upper - independent.Lower - 1e-9));
        });

    [TestCase(0.6, 8, 30, TestName = "C-Eval val like: 8 subjects of 30 questions")]
    [TestCase(0.9, 4, 12, TestName = "mini like: 4 subjects of 12 questions, high score")]
    [TestCase(0.25, 20, 100, TestName = "MMLU like: chance level")]
    public void The_interval_covers_the_truth_about_95_times_in_100(double skill, int subjects, int questions)
    {
        var random = new Random(20_261_123);
        var skills = Enumerable.Range(0, subjects).Select(subject => Math.Clamp(skill + 0.1 * (subject % 3 - 1), 0, 1)).ToList();
        var truth = skills.Average();
        const int Trials = 2_000;
        var covered = 0;
        for (var trial = 0; trial < Trials; trial++)
        {
            var interval = MeanInterval.Macro(skills.Select(own => Binary([.. Enumerable.Range(0, questions).Select(_ => random.NextDouble() < own)])))!.Value;
            covered += interval.Lower <= truth && truth <= interval.Upper ? 1 : 0;
        }

        Assert.That(covered / (double)Trials, Is.InRange(0.935, 0.98));
    }

    [Test]
    public void Nothing_judged_has_no_mean()
    {
        Assert.That(MeanInterval.Micro(new Stratum()), Is.Null);
        Assert.That(MeanInterval.Macro([new Stratum()]), Is.Null);
    }

    private static bool[] Half(int count) => [.. Enumerable.Range(0, count).Select(row => row % 2 == 0)];

    private static Stratum Binary(bool[] right) => StratumTests.Of(right.Select(value => new[] { value ? 1.0 : 0.0 }));
}
