using System.Text.RegularExpressions;

namespace Eval.Benchmarks.MultipleChoice.Extraction.Robust;

/// <summary>What stands before a cue and turns it round: negation, another's wrong answer, a mere supposition.</summary>
internal static class CueContext
{
    private const int ClauseReach = 60;
    private const int SentenceReach = 200;

    private static readonly Regex Negation = Linear(
        @"\b(?:not|never|cannot|can't|don't|doesn't|didn't|isn't|wasn't|wouldn't|won't|shouldn't|couldn't|wrong|incorrect|unlikely|avoid|nor|neither|no|tempting|mistaken|mistakenly)\b");

    private static readonly Regex Reset = Linear(@"\b(?:so|therefore|thus|hence|but|because|and|then|which means)\b");

    private static readonly Regex ChineseNegation = Linear(
        "(?:不|别|勿|误|错|非|未|没|没有|不应|不能|不会|不该|不可|不宜|不应该|不能够|错误|错误的|干扰|不正确|不正确的|不是|并非|排除|易错|常|容易)$");

    private static readonly Regex Supposition = Linear(@"\b(?:if|suppose|supposing|assuming|had|were)\b");

    private static readonly Regex Would = Linear(@"\b(?:would|could|might)\b");

    private static readonly Regex ChineseThen = Linear("(?:则|那么|就|会|才)[^,]{0,3}$");

    private static readonly Regex ChineseReset = Linear("所以|因此|因而|综上|故");

    private static readonly Regex ChineseSupposition = Linear("如果|假如|假设|倘若|若");

    /// <summary>True where the cue's own clause denies it: "I don't think the answer is", "不选", "错误答案".</summary>
    public static bool IsNegated(string text, Cue cue)
    {
        var before = text[Math.Max(0, cue.Start - 8)..cue.Start].TrimEnd();
        if (ChineseNegation.IsMatch(before))
        {
            return true;
        }

        var clause = Before(text, cue.Start, ClauseReach, ".!?;:,\n。!;");
        var last = Negation.Matches(clause).LastOrDefault();
        return last is not null && !Reset.IsMatch(clause[(last.Index + last.Length)..]);
    }

    /// <summary>True where the sentence only supposes: "if …, the answer would be", "如果…，则选".</summary>
    public static bool IsSupposed(string text, Cue cue)
    {
        var sentence = Before(text, cue.Start, SentenceReach, ".!?\n。;");
        return (Would.IsMatch(text[cue.Start..cue.End]) && Supposition.IsMatch(sentence))
            || (ChineseThen.IsMatch(sentence) && ChineseSupposition.Matches(sentence).LastOrDefault() is { } supposed && !ChineseReset.IsMatch(sentence[supposed.Index..]));
    }

    private static string Before(string text, int position, int reach, string ends)
    {
        var start = Math.Max(0, position - reach);
        var window = text.AsSpan(start, position - start);
        return window[(window.LastIndexOfAny(ends) + 1)..].ToString();
    }

    private static Regex Linear(string pattern) =>
        new(pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);
}
