namespace Eval.Core.Statistics;

/// <summary>Wilson's score interval for a proportion at 95 %.</summary>
/// <remarks>Chosen over the normal interval because it stays within 0 and 1, is never empty at 0 or 1, and keeps its coverage for the small
/// subjects of C-Eval and the 164 tasks of HumanEval (Wilson 1927; Brown, Cai and DasGupta 2001, https://doi.org/10.1214/ss/1009213286).</remarks>
public static class WilsonInterval
{
    /// <summary>The 97.5 % quantile of the normal distribution.</summary>
    public const double Z = 1.959963984540054;

    /// <summary>Interval for a proportion seen in <paramref name="size"/> independent answers.</summary>
    /// <param name="proportion">0 to 1.</param>
    /// <param name="size">Number of answers, or the effective number where they are not independent; more than 0, need not be whole.</param>
    public static Estimate Compute(double proportion, double size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentOutOfRangeException.ThrowIfLessThan(proportion, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(proportion, 1);
        const double Squared = Z * Z;
        var centre = (proportion + Squared / (2 * size)) / (1 + Squared / size);
        var half = Z / (1 + Squared / size) * Math.Sqrt(proportion * (1 - proportion) / size + Squared / (4 * size * size));

        // At 0 and 1 the formula's own end is exact; rounding must not move it past the value.
        return new Estimate(
            proportion,
            Math.Clamp(centre - half, 0, proportion),
            Math.Clamp(centre + half, proportion, 1));
    }
}
