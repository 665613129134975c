using System.Numerics;
using CsCheck;
using Eval.Core.Statistics;
using NUnit.Framework;

namespace Eval.Tests.Core.Statistics;

public sealed class PassAtKTests
{
    [TestCase(10, 3, 1, 0.3)]
    [TestCase(10, 0, 5, 0)]
    [TestCase(10, 10, 5, 1)]
    [TestCase(5, 1, 5, 1)]
    [TestCase(4, 2, 2, 5.0 / 6)]
    public void The_estimate_equals_the_count_by_hand(int n, int c, int k, double expected) =>
        Assert.That(PassAtK.Estimate(n, c, k), Is.EqualTo(expected).Within(1e-12));

    [Test]
    public void The_estimate_equals_the_exact_quotient_of_binomials() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[0, 200], Gen.Int[1, 200]).Where((n, c, k) => c <= n && k <= n).Sample(
            (n, c, k) =>
            {
                var exact = 1 - (double)(Binomial(n - c, k) * BigInteger.Pow(10, 18) / Binomial(n, k)) / 1e18;
                Assert.That(PassAtK.Estimate(n, c, k), Is.EqualTo(exact).Within(1e-10));
            },
            iter: 500);

    [Test]
    public void More_answers_than_there_are_cannot_be_drawn() =>
        Assert.That(() => PassAtK.Estimate(4, 1, 5), Throws.TypeOf<ArgumentOutOfRangeException>());

    private static BigInteger Binomial(int n, int k)
    {
        if (k > n)
        {
            return 0;
        }

        var result = BigInteger.One;
        for (var i = 1; i <= k; i++)
        {
            result = result * (n - k + i) / i;
        }

        return result;
    }
}
