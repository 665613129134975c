using Eval.Benchmarks.Gsm8k;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks.Gsm8k;

/// <summary>Vectors made with CPython 3.</summary>
public sealed class PythonRandomTests
{
    [Test]
    public void Successive_samples_equal_those_of_CPython()
    {
        var random = new PythonRandom(1234);
        int[][] draws = [random.Sample(7473, 5), random.Sample(7473, 5), random.Sample(7473, 5), random.Sample(7473, 5)];
        Assert.That(draws, Is.EqualTo(new int[][]
        {
            [6374, 3610, 957, 61, 742],
            [7462, 6610, 4769, 286, 5501],
            [5677, 687, 806, 6279, 2905],
            [1939, 142, 252, 6461, 129],
        }));
    }

    [Test]
    public void A_small_population_is_drawn_from_a_pool() =>
        Assert.That(new PythonRandom(1234).Sample(20, 5), Is.EqualTo(PoolOf20));

    [Test]
    public void More_than_five_draws_raise_the_pool_limit() =>
        Assert.That(new PythonRandom(7).Sample(80, 8), Is.EqualTo(PoolOf80));

    [Test]
    public void A_sample_larger_than_its_population_is_refused() =>
        Assert.That(() => new PythonRandom(1).Sample(3, 5), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private static readonly int[] PoolOf20 = [14, 3, 0, 2, 1];
    private static readonly int[] PoolOf80 = [41, 19, 50, 6, 9, 68, 12, 46];
}
