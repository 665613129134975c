using System.Runtime.InteropServices;
using Eval.Core.Results;

namespace Eval.Reporting.Comparing;

/// <summary>A score with its 95 % interval, all from 0 to 1.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Estimate(double Value, double Lower, double Upper)
{
    /// <summary>Half the interval's width: the number behind ±.</summary>
    public double Half => (Upper - Lower) / 2;

    /// <summary>The headline of a result; null when it has no value or no interval.</summary>
    public static Estimate? Of(ResultSummary result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result is { Value: { } value, Lower: { } lower, Upper: { } upper } ? new Estimate(value, lower, upper) : null;
    }

    public bool Contains(double value) => value >= Lower && value <= Upper;

    /// <summary>This minus another, with the interval of the difference from the two intervals (MOVER, Zou and Donner 2008).</summary>
    /// <remarks>It takes the scores as independent. Models asked the same questions are correlated, mostly positively, so it is on the careful side.</remarks>
    public Estimate Minus(Estimate other)
    {
        var difference = Value - other.Value;
        return new Estimate(
            difference,
            difference - Math.Sqrt(Square(Value - Lower) + Square(other.Upper - other.Value)),
            difference + Math.Sqrt(Square(Upper - Value) + Square(other.Value - other.Lower)));
    }

    private static double Square(double x) => x * x;
}
