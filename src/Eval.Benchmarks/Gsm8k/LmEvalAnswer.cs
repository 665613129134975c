using System.Text.RegularExpressions;

namespace Eval.Benchmarks.Gsm8k;

/// <summary>Extraction and comparison of lm-evaluation-harness' GSM8K tasks (version 3), faithful to the character: <c>findall</c>, first or last match, then exact match of strings.</summary>
/// <remarks>Known effects kept: "The answer is 18" without a full stop reads 1 under strict-match, and <c>$\boxed{18}$.</c> reads <c>$.</c> under flexible-extract.</remarks>
internal static partial class LmEvalAnswer
{
    /// <summary>First <c>#### N</c>.</summary>
    public static string? StrictHashes(string text) => Hashes().Match(text) is { Success: true } match ? Strip(match.Groups[1].Value) : null;

    /// <summary>First <c>The answer is N.</c>; its unescaped dot takes one more character, whatever it is.</summary>
    public static string? StrictAnswerIs(string text) => AnswerIs().Match(text) is { Success: true } match ? Strip(match.Groups[1].Value) : null;

    /// <summary>Last run of two or more of <c>$0-9.,</c>, or last integer.</summary>
    public static string? Flexible(string text)
    {
        string? last = null;
        foreach (var match in Numbers().EnumerateMatches(text))
        {
            last = text.Substring(match.Index, match.Length);
        }

        return last is null ? null : Strip(last);
    }

    /// <summary>Exact match after both sides lost commas, dollar signs, all up to <c>#### </c> and one final dot, in lower case.</summary>
    public static bool Matches(string prediction, string goldAnswer) => Clean(prediction) == Clean(goldAnswer);

    private static string Strip(string match) => match.Trim();

    private static string Clean(string text)
    {
        text = text.Replace(",", "", StringComparison.Ordinal).Replace("$", "", StringComparison.Ordinal);
        var hashes = text.LastIndexOf("#### ", StringComparison.Ordinal);
        text = hashes < 0 ? text : text[(hashes + 5)..];
        text = text.EndsWith('.') ? text[..^1] : text.EndsWith(".\n", StringComparison.Ordinal) ? text[..^2] + "\n" : text;
        return text.ToLowerInvariant();
    }

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"#### (-?[0-9.,]+)", Linear)]
    private static partial Regex Hashes();

    [GeneratedRegex(@"The answer is (-?[0-9.,]+).", Linear)]
    private static partial Regex AnswerIs();

    [GeneratedRegex(@"(?:-?[$0-9.,]{2,})|(?:-?[0-9]+)", Linear)]
    private static partial Regex Numbers();
}
