using System.Globalization;
using System.Text.RegularExpressions;

namespace Eval.Benchmarks.Gsm8k;

/// <summary>Extraction and comparison of OpenCompass' GSM8K (postprocessor <c>gsm8k</c>), which reads 234 out of "1,234".</summary>
internal static partial class OpenCompassAnswer
{
    private const double Tolerance = 1e-6;

    /// <summary>The last integer or decimal before any further "Question:".</summary>
    public static string? LastNumber(string text)
    {
        var next = text.IndexOf("Question:", StringComparison.Ordinal);
        string? last = null;
        foreach (var match in Number().EnumerateMatches(next < 0 ? text : text.AsSpan(0, next)))
        {
            last = text.Substring(match.Index, match.Length);
        }

        return last;
    }

    /// <summary>Equal strings, or numbers that differ by less than 1e-6.</summary>
    public static bool Matches(string prediction, string goldAnswer)
    {
        var parts = goldAnswer.Split("#### ");
        if (parts.Length < 2)
        {
            return false;
        }

        var gold = parts[1].Replace(",", "", StringComparison.Ordinal);
        return prediction == gold
            || (double.TryParse(prediction, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && long.TryParse(gold, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var key)
                && Math.Abs(number - key) < Tolerance);
    }

    [GeneratedRegex(@"-?\d+\.\d+|-?\d+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
