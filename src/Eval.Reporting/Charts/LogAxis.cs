namespace Eval.Reporting.Charts;

/// <summary>A logarithmic axis over positive numbers, widened to whole steps of 1, 2, 5.</summary>
internal sealed class LogAxis
{
    private readonly double _low;
    private readonly double _high;

    public LogAxis(IReadOnlyCollection<double> values)
    {
        _low = Math.Log10(values.Min());
        _high = Math.Log10(values.Max());
        var margin = Math.Max(0.15, (_high - _low) * 0.06);
        _low -= margin;
        _high += margin;
    }

    /// <summary>Place of a value, from 0 to 1.</summary>
    public double At(double value) => (Math.Log10(value) - _low) / (_high - _low);

    /// <summary>Ticks inside the axis: the powers of ten when there are enough, else 1, 2, 5 of each.</summary>
    public IReadOnlyList<double> Ticks()
    {
        var powers = Multiples([1]);
        return powers.Count >= 2 ? powers : Multiples([1, 2, 5]);
    }

    private List<double> Multiples(double[] factors)
    {
        var ticks = new List<double>();
        for (var power = (int)Math.Floor(_low); power <= Math.Ceiling(_high); power++)
        {
            ticks.AddRange(factors.Select(factor => factor * Math.Pow(10, power)).Where(tick => At(tick) is >= 0 and <= 1));
        }

        return ticks;
    }
}
