using CsCheck;
using Eval.Core.Statistics;
using NUnit.Framework;

namespace Eval.Tests.Core.Statistics;

public sealed class WilsonIntervalTests
{
    // Newcombe 1998, Statistics in Medicine 17:857, table I, method 3.
    [TestCase(81, 263, 0.2553, 0.3662)]
    [TestCase(15, 148, 0.0624, 0.1605)]
    [TestCase(0, 20, 0.0000, 0.1611)]
    [TestCase(1, 29, 0.0061, 0.1718)]
    public void The_interval_equals_the_published_one(int right, int of, double lower, double upper)
    {
        var interval = WilsonInterval.Compute((double)right / of, of);
        Assert.That(interval.Lower, Is.EqualTo(lower).Within(0.00005));
        Assert.That(interval.Upper, Is.EqualTo(upper).Within(0.00005));
    }

    [Test]
    public void The_interval_holds_its_value_and_mirrors_when_right_and_wrong_change_places() =>
        Gen.Select(Gen.Int[1, 20_000], Gen.Double.Unit, (size, share) => (Right: (int)Math.Round(size * share), Size: size)).Sample(
            seen =>
            {
                var interval = WilsonInterval.Compute((double)seen.Right / seen.Size, seen.Size);
                var mirrored = WilsonInterval.Compute((double)(seen.Size - seen.Right) / seen.Size, seen.Size);
                Assert.That(interval.Lower, Is.InRange(0, interval.Value));
                Assert.That(interval.Upper, Is.InRange(interval.Value, 1));
                Assert.That(interval.Upper - interval.Lower, Is.GreaterThan(0));
                Assert.That(mirrored.Lower, Is.EqualTo(1 - interval.Upper).Within(1e-12));
            },
            iter: 2_000);

    [Test]
    public void More_answers_give_a_narrower_interval() =>
        Gen.Select(Gen.Int[1, 5_000], Gen.Int[0, 10], (size, tenths) => (size, tenths)).Sample(
            seen =>
            {
                var few = WilsonInterval.Compute(seen.tenths / 10.0, seen.size);
                var many = WilsonInterval.Compute(seen.tenths / 10.0, seen.size + 1);
                Assert.That(many.Upper - many.Lower, Is.LessThan(few.Upper - few.Lower));
            },
            iter: 2_000);
}
