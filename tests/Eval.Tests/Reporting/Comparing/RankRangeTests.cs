using Eval.Core.Statistics;
using Eval.Reporting.Comparing;
using NUnit.Framework;

namespace Eval.Tests.Reporting.Comparing;

public sealed class RankRangeTests
{
    [Test]
    public void Models_that_the_intervals_cannot_tell_apart_share_a_range()
    {
        var ranks = RankRange.Of([new Estimate(0.9, 0.88, 0.92), new Estimate(0.6, 0.55, 0.65), new Estimate(0.58, 0.53, 0.63), new Estimate(0.2, 0.18, 0.22)]);
        Assert.That(ranks.Select(rank => rank.ToString()), Is.EqualTo(new[] { "1", "2–3", "2–3", "4" }));
    }

    [Test]
    public void A_result_without_an_interval_has_no_rank_and_takes_none_away()
    {
        var ranks = RankRange.Of([null, new Estimate(0.6, 0.55, 0.65)]);
        Assert.That(ranks, Is.EqualTo(new RankRange?[] { null, new RankRange(1, 1) }));
    }

    [Test]
    public void The_interval_of_a_difference_combines_the_sides_that_face_each_other()
    {
        var difference = new Estimate(0.5, 0.4, 0.7).Minus(new Estimate(0.3, 0.27, 0.34));
        Assert.That(difference.Value, Is.EqualTo(0.2).Within(1e-12));
        Assert.That(difference.Lower, Is.EqualTo(0.2 - Math.Sqrt(0.01 + 0.0016)).Within(1e-12));
        Assert.That(difference.Upper, Is.EqualTo(0.2 + Math.Sqrt(0.04 + 0.0009)).Within(1e-12));
    }
}
