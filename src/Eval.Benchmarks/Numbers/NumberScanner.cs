using System.Globalization;

namespace Eval.Benchmarks.Numbers;

/// <summary>Finds numbers in normalised text: signs, currency, thousands separators, decimals, fractions, mixed numbers, powers of ten and multiplier words. Linear in the text.</summary>
internal static class NumberScanner
{
    // Longer digit strings are no answers, and exact arithmetic on them would be slow.
    private const int MaxDigits = 300;

    private static readonly (string Word, int Exponent)[] Multipliers =
        [("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12), ("千", 3), ("万", 4), ("亿", 8)];

    /// <summary>The first number that begins in [start, end).</summary>
    public static NumberToken? First(string text, int start, int end) => Next(text, ref start, end);

    /// <summary>The last number of the text.</summary>
    public static NumberToken? Last(string text)
    {
        NumberToken? last = null;
        var at = 0;
        while (Next(text, ref at, text.Length) is { } token)
        {
            last = token;
        }

        return last;
    }

    /// <summary>All numbers that begin in [start, end), left to right.</summary>
    public static IEnumerable<NumberToken> Scan(string text, int start, int end)
    {
        var at = start;
        while (Next(text, ref at, end) is { } token)
        {
            yield return token;
        }
    }

    // The first number that begins in [at, end); then moves on to where the next may begin.
    private static NumberToken? Next(string text, ref int at, int end)
    {
        for (var i = at; i < end; i++)
        {
            if (!StartsNumber(text, i))
            {
                continue;
            }

            var isPartOfName = i > 0 && IsNameCharacter(text, i - 1);
            var next = ReadUnsigned(text, i, out var value);
            if (value is { } read && !isPartOfName)
            {
                at = next;
                var isNegative = HasMinus(text, i, out var first);
                return new NumberToken(first, next, isNegative ? -read : read);
            }

            i = next - 1;
        }

        at = end;
        return null;
    }

    private static bool StartsNumber(string text, int i) =>
        char.IsAsciiDigit(text[i]) || (text[i] == '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]));

    // "x2" and "CO2" hold no number; "USD18" and the factor in "3x4" do.
    private static bool IsNameCharacter(string text, int i)
    {
        if (text[i] == '_')
        {
            return true;
        }

        if (!char.IsAsciiLetter(text[i]))
        {
            return false;
        }

        var start = i;
        while (start > 0 && char.IsAsciiLetter(text[start - 1]))
        {
            start--;
        }

        var word = text.AsSpan(start..(i + 1));
        var isFactor = word is "x" or "X" && start > 0 && (char.IsAsciiDigit(text[start - 1]) || text[start - 1] == ' ');
        return !isFactor && word is not ("USD" or "US" or "EUR" or "GBP" or "CNY" or "RMB" or "HKD" or "INR" or "Rs" or "CAD" or "AUD");
    }

    private static bool HasMinus(string text, int start, out int first)
    {
        first = start;
        while (first > 0 && IsCurrency(text[first - 1]))
        {
            first--;
        }

        if (first == 0 || text[first - 1] != '-')
        {
            return false;
        }

        var before = first - 2;
        while (before >= 0 && IsCurrency(text[before]))
        {
            before--;
        }

        // After a number or a bracket the dash subtracts or spans; so it does with a space between ("10 -3").
        var touches = before >= 0 && text[before] != ' ';
        while (before >= 0 && text[before] == ' ')
        {
            before--;
        }

        if (before >= 0 && (char.IsAsciiDigit(text[before]) || text[before] is ')' or ']' or '%' || (touches && (char.IsAsciiLetter(text[before]) || text[before] == '}'))))
        {
            return false;
        }

        first--;
        return true;
    }

    private static bool IsCurrency(char character) => character is '$' or '€' or '£' or '¥' or '₹';

    // Returns the index behind the number; the value is null where it is too long to be one.
    private static int ReadUnsigned(string text, int start, out Rational? value)
    {
        var i = ReadDecimal(text, start, out var digits);
        value = null;
        if (digits.Length > MaxDigits)
        {
            return i;
        }

        var number = Rational.FromDigits(digits);
        if (!digits.Contains('.', StringComparison.Ordinal))
        {
            if (ReadFraction(text, SkipSpaces(text, i), allowSpaces: true, out var afterSlash, out var denominator))
            {
                value = number / denominator;
                return afterSlash;
            }

            if (i + 1 < text.Length && text[i] == ' ' && char.IsAsciiDigit(text[i + 1]))
            {
                var numeratorEnd = SkipDigits(text, i + 1);
                if (numeratorEnd - i <= 5 && ReadFraction(text, numeratorEnd, allowSpaces: false, out var end, out var parts))
                {
                    value = number + (Rational.FromDigits(text[(i + 1)..numeratorEnd]) / parts);
                    return end;
                }
            }
        }

        i = ReadScale(text, i, out var exponent);
        value = exponent == 0 ? number : number * Rational.PowerOfTen(exponent);
        return i;
    }

    private static int ReadDecimal(string text, int start, out string digits)
    {
        var i = SkipDigits(text, start);
        if (i - start is >= 1 and <= 3)
        {
            while (i + 3 < text.Length && text[i] == ',' && SkipDigits(text, i + 1) == i + 4)
            {
                i += 4;
            }
        }

        if (i + 1 < text.Length && text[i] == '.' && char.IsAsciiDigit(text[i + 1]))
        {
            i = SkipDigits(text, i + 1);
        }

        digits = text[start..i];
        if (digits.Contains(',', StringComparison.Ordinal))
        {
            digits = digits.Replace(",", "", StringComparison.Ordinal);
        }

        return i;
    }

    private static bool ReadFraction(string text, int slash, bool allowSpaces, out int end, out Rational denominator)
    {
        end = slash;
        denominator = default;
        if (slash >= text.Length || text[slash] != '/')
        {
            return false;
        }

        var start = allowSpaces ? SkipSpaces(text, slash + 1) : slash + 1;
        end = SkipDigits(text, start);
        var isDate = end < text.Length && text[end] == '/';
        if (end == start || end - start > MaxDigits || isDate)
        {
            return false;
        }

        denominator = Rational.FromDigits(text[start..end]);
        return !denominator.IsZero;
    }

    // 1.5e3, 1.5 × 10^3, 1.5 million
    private static int ReadScale(string text, int start, out int exponent)
    {
        exponent = 0;
        if (start < text.Length && text[start] is 'e' or 'E' && ReadExponent(text, start + 1, out exponent) is { } afterE)
        {
            return afterE;
        }

        var i = SkipSpaces(text, start);
        if (i < text.Length && text[i] is '×' or '*' or 'x')
        {
            var power = SkipSpaces(text, i + 1);
            if (text.AsSpan(power).StartsWith("10^"))
            {
                power += 3;
                var isBraced = power < text.Length && text[power] == '{';
                if (ReadExponent(text, isBraced ? power + 1 : power, out exponent) is { } after)
                {
                    return isBraced && after < text.Length && text[after] == '}' ? after + 1 : after;
                }
            }
        }

        if (i == text.Length || !char.IsLetter(text[i]))
        {
            return start;
        }

        foreach (var (word, power) in Multipliers)
        {
            var end = i + word.Length;
            if (text.AsSpan(i).StartsWith(word, StringComparison.OrdinalIgnoreCase) && (end == text.Length || !char.IsAsciiLetter(text[end])))
            {
                exponent = power;
                return end;
            }
        }

        return start;
    }

    private static int? ReadExponent(string text, int start, out int exponent)
    {
        exponent = 0;
        var digits = start < text.Length && text[start] is '+' or '-' ? start + 1 : start;
        var end = SkipDigits(text, digits);
        if (end == digits || end - digits > 3 || (end < text.Length && char.IsAsciiLetter(text[end])))
        {
            return null;
        }

        exponent = int.Parse(text.AsSpan(start..end), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return end;
    }

    private static int SkipDigits(string text, int i)
    {
        while (i < text.Length && char.IsAsciiDigit(text[i]))
        {
            i++;
        }

        return i;
    }

    private static int SkipSpaces(string text, int i)
    {
        while (i < text.Length && text[i] == ' ')
        {
            i++;
        }

        return i;
    }
}
