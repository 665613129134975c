using System.Globalization;
using System.Numerics;

namespace Eval.Benchmarks.Numbers;

/// <summary>An exact number: answers are compared as they were written, never through floating point.</summary>
internal readonly record struct Rational
{
    // As many digits always fit into a long.
    private const int ShortLength = 18;

    private Rational(BigInteger numerator, BigInteger denominator)
    {
        Numerator = numerator;
        Denominator = denominator;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    public static Rational Create(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException();
        }

        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        return new Rational(numerator / divisor, denominator / divisor);
    }

    /// <summary>Reads plain ASCII digits with at most one decimal point, e.g. <c>12.50</c>; no sign, no separators.</summary>
    public static Rational FromDigits(string digits)
    {
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        if (point < 0 && digits.Length is > 0 and <= ShortLength)
        {
            return new Rational(long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture), BigInteger.One);
        }

        var places = point < 0 ? 0 : digits.Length - point - 1;
        var whole = BigInteger.Parse("0" + digits.Replace(".", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture);
        return Create(whole, BigInteger.Pow(10, places));
    }

    public static Rational operator -(Rational value) => new(-value.Numerator, value.Denominator);

    public static Rational operator +(Rational left, Rational right) =>
        Create((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static Rational operator *(Rational left, Rational right) =>
        Create(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static Rational operator /(Rational left, Rational right) =>
        Create(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    /// <summary>Ten to an exponent of either sign.</summary>
    public static Rational PowerOfTen(int exponent) =>
        exponent >= 0 ? Create(BigInteger.Pow(10, exponent), 1) : Create(1, BigInteger.Pow(10, -exponent));

    public bool IsZero => Numerator.IsZero;

    /// <summary>As an integer or terminating decimal where it is one, else as a fraction.</summary>
    public override string ToString()
    {
        if (Denominator.IsOne)
        {
            return Numerator.ToString(CultureInfo.InvariantCulture);
        }

        var rest = Denominator;
        var places = 0;
        foreach (var prime in (ReadOnlySpan<int>)[2, 5])
        {
            var count = 0;
            while (!rest.IsOne && (rest % prime).IsZero)
            {
                rest /= prime;
                count++;
            }

            places = Math.Max(places, count);
        }

        if (!rest.IsOne)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
        }

        var digits = BigInteger.Abs(Numerator * BigInteger.Pow(10, places) / Denominator).ToString(CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
        var sign = Numerator.Sign < 0 ? "-" : "";
        return places == 0 ? sign + digits : $"{sign}{digits[..^places]}.{digits[^places..]}";
    }
}
