using Eval.Core.Results;
using Eval.Core.Statistics;

namespace Eval.Reporting.Comparing;

/// <summary>What a report asks of a score with its 95 % interval.</summary>
public static class EstimateExtensions
{
    /// <summary>The headline of a result; null when it has no value or no interval.</summary>
    public static Estimate? ToEstimate(this ResultSummary result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result is { Value: { } value, Lower: { } lower, Upper: { } upper } ? new Estimate(value, lower, upper) : null;
    }

    /// <summary>Half the interval's width: the number behind ±.</summary>
    public static double Half(this Estimate estimate) => (estimate.Upper - estimate.Lower) / 2;

    public static bool Contains(this Estimate estimate, double value) => value >= estimate.Lower && value <= estimate.Upper;

    /// <summary>One score minus another, with the interval of the difference from the two intervals (MOVER, Zou and Donner 2008).</summary>
    /// <remarks>It takes the scores as independent. Models asked the same questions are correlated, mostly positively, so it is on the careful side.</remarks>
    public static Estimate Minus(this Estimate one, Estimate other)
    {
        var difference = one.Value - other.Value;
        return new Estimate(
            difference,
            difference - Math.Sqrt(Square(one.Value - one.Lower) + Square(other.Upper - other.Value)),
            difference + Math.Sqrt(Square(one.Upper - one.Value) + Square(other.Value - other.Lower)));
    }

    private static double Square(double x) => x * x;
}
