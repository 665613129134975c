using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Eval.Benchmarks.Numbers;

namespace Eval.Benchmarks.Gsm8k;

/// <summary>Extraction and comparison of Qwen's own scripts, faithful to their Python.</summary>
internal static partial class QwenAnswer
{
    private const double Tolerance = 1e-4;

    /// <summary>evaluate_gsm8k.py: the last run of digits. No sign, no decimals, and a thousands comma splits the number.</summary>
    public static string? LastDigits(string text)
    {
        string? last = null;
        foreach (var match in Digits().EnumerateMatches(text))
        {
            last = text.Substring(match.Index, match.Length);
        }

        return last is not null && IsPythonInteger(last) ? last : null;
    }

    /// <summary>Equality of two evaluated Python literals.</summary>
    public static bool DigitsMatch(string digits, string goldAnswer)
    {
        var gold = Gold().Match(goldAnswer);
        if (!gold.Success || AnswerNumber.ReadKey(gold.Groups[1].Value) is not { } key)
        {
            return false;
        }

        return key.Denominator.IsOne && BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) == key.Numerator;
    }

    /// <summary>evaluate_chat_gsm8k.py: the last number with sign, thousands commas and decimals. The pattern is the script's.</summary>
    public static string? LastNumber(string text)
    {
        string? last = null;
        foreach (var match in Number().EnumerateMatches(text))
        {
            last = text.Substring(match.Index, match.Length);
        }

        return last?.Replace(",", "", StringComparison.Ordinal).Replace("+", "", StringComparison.Ordinal).Trim();
    }

    /// <summary>Closeness within 1e-4 of the numbers that prediction and gold solution end in.</summary>
    public static bool NumbersMatch(string prediction, string goldAnswer) =>
        LastNumber(goldAnswer) is { } gold
        && EvaluatePython(gold) is { } expected
        && EvaluatePython(prediction) is { } actual
        && Math.Abs(expected - actual) <= Tolerance;

    // eval() refuses integers with leading zeros, and digits that are not ASCII.
    private static bool IsPythonInteger(string text) =>
        text.All(char.IsAsciiDigit) && (text[0] != '0' || text.AsSpan().IndexOfAnyExcept('0') < 0);

    private static double? EvaluatePython(string text)
    {
        var unsigned = text.TrimStart('-');
        if (unsigned.Length == 0 || !unsigned.All(c => char.IsAsciiDigit(c) || c == '.') || (!unsigned.Contains('.', StringComparison.Ordinal) && !IsPythonInteger(unsigned)))
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    [GeneratedRegex(@"\d+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(@"#### (-?[0-9.,]+)", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Gold();

    [GeneratedRegex(@"([+-])?(?=([0-9]|\.[0-9]))(0|([1-9](\d{0,2}(,\d{3})*)|\d*))?(\.\d*)?(?=\D|$)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Number();
}
