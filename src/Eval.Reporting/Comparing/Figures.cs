using System.Globalization;
using Eval.Core.Results;

namespace Eval.Reporting.Comparing;

/// <summary>Numbers as people read them, the same on every page and screen: percent with one decimal, money and time with three significant digits.</summary>
public static class Figures
{
    /// <summary>What stands where there is no number.</summary>
    public const string Missing = "–";

    /// <summary><c>63.5</c> of 0.635; rounds half away from zero and never writes −0.</summary>
    public static string Percent(double share)
    {
        var rounded = Math.Round(share * 100, 1, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0 : rounded).ToString("0.0", CultureInfo.InvariantCulture).Replace('-', '−');
    }

    /// <summary><c>60.9–66.1</c>; with a negative end <c>−1.2 to 3.4</c>.</summary>
    public static string Range(double lower, double upper) =>
        lower < 0 ? $"{Percent(lower)} … {Percent(upper)}" : $"{Percent(lower)}–{Percent(upper)}";

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>12.3k</c>, <c>4.56M</c>; below ten thousand every digit.</summary>
    public static string Compact(long number) => number switch
    {
        < 10_000 => Count(number),
        < 1_000_000 => Significant(number / 1e3) + "k",
        < 1_000_000_000 => Significant(number / 1e6) + "M",
        _ => Significant(number / 1e9) + "G",
    };

    /// <summary>Money with its sign and three significant digits.</summary>
    public static string Money(CostRecord cost)
    {
        ArgumentNullException.ThrowIfNull(cost);
        return Symbol(cost.Currency) + Significant((double)cost.Amount);
    }

    public static string Symbol(string currency) => currency switch
    {
        "USD" => "$",
        "CNY" => "¥",
        "EUR" => "€",
        _ => currency + "\u00A0",
    };

    /// <summary>Three significant digits, no exponent: <c>0.0123</c>, <c>1.23</c>, <c>1,230</c>.</summary>
    public static string Significant(double number)
    {
        if (number == 0 || !double.IsFinite(number))
        {
            return number.ToString("0", CultureInfo.InvariantCulture);
        }

        var magnitude = (int)Math.Floor(Math.Log10(Math.Abs(number)));
        var decimals = Math.Clamp(2 - magnitude, 0, 15);
        var rounded = magnitude > 2
            ? Math.Round(number / Math.Pow(10, magnitude - 2), MidpointRounding.AwayFromZero) * Math.Pow(10, magnitude - 2)
            : Math.Round(number, decimals, MidpointRounding.AwayFromZero);
        return rounded.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary><c>850 ms</c>, <c>12.3 s</c>, <c>4 min 05 s</c>, <c>2 h 03 min</c>.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => Significant(time.TotalMilliseconds) + " ms",
        { TotalMinutes: < 1 } => Significant(time.TotalSeconds) + " s",
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes:00} min"),
    };
}
