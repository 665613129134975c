using System.Text;
using System.Text.RegularExpressions;

namespace Eval.Benchmarks.MultipleChoice.Extraction.Robust;

/// <summary>A completion or option without its clothes: markdown, HTML, LaTeX wrappers, full-width forms, invisible characters.</summary>
internal static class AnswerText
{
    private static readonly Regex AnswerTag = Linear(@"<\s*(?:final_?)?answer\s*>");
    private static readonly Regex LineTag = Linear(@"<\s*/?\s*(?:br|p|div|li|(?:final_?)?answer)\b[^<>]{0,60}>");
    private static readonly Regex InlineTag = Linear(@"<\s*/?\s*(?:b|strong|em|i|u|span|code|mark|font|sub|sup)\b[^<>]{0,60}>");
    private static readonly Regex Struck = Linear(@"~~[^~\n]{1,200}~~");
    private static readonly Regex LineStart = Linear(@"(?m)^[ \t>#]+");
    private static readonly Regex Wrapper = Linear(@"\\(?:text|textbf|textit|textrm|textsf|mathrm|mathbf|mathsf|mathit|mathbb|boldsymbol|bm|mbox|emph|underline)\s*\{([^{}]*)\}");
    private static readonly Regex MathMark = Linear(@"\\[()\[\],;! ]|\$|\\(?:left|right|displaystyle|quad|qquad)\b");
    private static readonly Regex Blank = Linear(@"[^\S\n]+");

    /// <summary>The text to read: letters keep their case, lines stay lines.</summary>
    public static string Clean(string text)
    {
        text = Visible(text);
        text = AnswerTag.Replace(text, "\nAnswer: ");
        text = LineTag.Replace(text, "\n");
        text = InlineTag.Replace(text, "");
        text = Struck.Replace(text, "");
        text = text.Replace("*", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal);
        text = LineStart.Replace(text, "");
        for (var depth = 0; depth < 3 && text.Contains('\\', StringComparison.Ordinal); depth++)
        {
            text = Wrapper.Replace(text, "$1");
        }

        text = MathMark.Replace(text, "");
        return Blank.Replace(text.ReplaceLineEndings("\n"), " ").Trim();
    }

    /// <summary>Compatibility forms (full-width, circled, mathematical letters) as plain ones, without invisible characters and broken surrogates.</summary>
    private static string Visible(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.Format)
            {
                visible.Append(rune.ToString());
            }
        }

        return visible.ToString().Normalize(NormalizationForm.FormKC);
    }

    private static Regex Linear(string pattern) =>
        new(pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);
}
