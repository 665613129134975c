namespace Eval.Core.Statistics;

/// <summary>The unbiased estimator of pass@k (Chen et al. 2021, https://arxiv.org/abs/2107.03374).</summary>
public static class PassAtK
{
    /// <summary>The k that are reported where every task has at least k judged answers.</summary>
    public static IReadOnlyList<int> StandardK { get; } = [1, 2, 5, 8, 10, 16, 32, 64, 100];

    /// <summary>Chance that at least one of k answers drawn from n passes, c of which do: 1 − C(n−c, k)/C(n, k).</summary>
    /// <param name="n">Answers; at least k.</param>
    /// <param name="c">Answers that pass, 0 to n.</param>
    /// <param name="k">Answers drawn, at least 1.</param>
    public static double Estimate(int n, int c, int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        ArgumentOutOfRangeException.ThrowIfLessThan(n, k);
        ArgumentOutOfRangeException.ThrowIfNegative(c);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(c, n);
        if (n - c < k)
        {
            return 1;
        }

        var none = 1.0;
        for (var i = n - c + 1; i <= n; i++)
        {
            none *= 1.0 - (double)k / i;
        }

        return 1 - none;
    }
}
