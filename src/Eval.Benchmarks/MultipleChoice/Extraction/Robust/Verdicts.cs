using System.Text.RegularExpressions;

namespace Eval.Benchmarks.MultipleChoice.Extraction.Robust;

/// <summary>Reads an answer that goes through the options one by one: "B is correct", "A. … Incorrect", "C项错误".</summary>
internal static class Verdicts
{
    private const int SentenceReach = 60;
    private const int LineReach = 300;
    private const int PrefixReach = 20;

    private static readonly Regex Verdict = new(
        @"(?<no>\b(?:incorrect|wrong|invalid|inaccurate|ruled out|eliminated?|not (?:the |an? )?(?:\w+ )?(?:correct|right|answer|choice|option)|isn't (?:the )?(?:\w+ )?(?:correct|right|answer|choice|option)|cannot be|can't be|doesn't fit|does not fit)\b|不正确|不对|错误|错|不符|不成立|不准确|不选|有误|排除|[✗✘❌×])"
        + @"|(?<yes>\b(?:correct|right|best (?:answer|choice|option|fit)|(?:is|must be|would be) the answer|fits best)\b|正确|符合|准确|[✓✔√✅])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);

    /// <summary>The option the verdicts leave, and how they leave it; null when they don't single one out.</summary>
    public static LetterReading? Read(ChoiceParser parser, OptionSet options)
    {
        var verdicts = Collect(parser, options.Count);
        var right = Where(verdicts, isRight: true);
        var wrong = Where(verdicts, isRight: false);
        if (right.Count == 1)
        {
            return new LetterReading(Letters.At(right[0]), "robust/verdict", IsExplicit: false);
        }

        if (right.Count == 0 && wrong.Count == options.Count - 1 && options.Count > 2)
        {
            return new LetterReading(Letters.At(Array.IndexOf(verdicts, null)), "robust/elimination", IsExplicit: false);
        }

        return wrong.Count == 1 && right.Count == options.Count - 1 && options.Count > 2
            ? new LetterReading(Letters.At(wrong[0]), "robust/odd-one-out", IsExplicit: false)
            : null;
    }

    private static bool?[] Collect(ChoiceParser parser, int count)
    {
        var verdicts = new bool?[count];
        var text = parser.Text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < 'A' or > 'Z' || (i > 0 && (char.IsAsciiLetterOrDigit(text[i - 1]) || text[i - 1] is '\'' or '-' or '_')))
            {
                continue;
            }

            var letter = parser.LetterAt(i);
            if (letter >= 0 && Judge(parser, i, count) is { } verdict)
            {
                verdicts[letter] = verdict;
            }
        }

        return verdicts;
    }

    /// <summary>The first verdict after a letter, within its line when the letter begins it, else within its sentence and before the next letter.</summary>
    private static bool? Judge(ChoiceParser parser, int position, int count)
    {
        var text = parser.Text;
        var beginsLine = position == 0 || text[position - 1] == '\n' || (text[position - 1] is '(' or ' ' or '项' && StartsLine(text, position));
        var end = Math.Min(text.Length, position + 1 + (beginsLine ? LineReach : SentenceReach));
        for (var i = position + 1; i < end; i++)
        {
            var isNextLetter = !beginsLine && text[i] >= 'A' && text[i] < 'A' + count && !char.IsAsciiLetterOrDigit(text[i - 1]) && parser.LetterAt(i) >= 0;
            var isSentenceEnd = !beginsLine && text[i] is '.' or ';' or '?' or '。' && i > position + 1;
            if (text[i] == '\n' || isNextLetter || isSentenceEnd)
            {
                end = i;
            }
        }

        var match = Verdict.Match(text[(position + 1)..end]);
        return match.Success ? match.Groups["yes"].Success : null;
    }

    private static bool StartsLine(string text, int position)
    {
        var start = Math.Max(0, position - PrefixReach);
        var window = text.AsSpan(start, position - start);
        var lineStart = window.LastIndexOf('\n') + 1;
        if (lineStart == 0 && start > 0)
        {
            return false;
        }

        var before = window[lineStart..].Trim(" (-•");
        return before.Length == 0 || before.Equals("Option", StringComparison.OrdinalIgnoreCase) || before is "选项" || before.Equals("Choice", StringComparison.OrdinalIgnoreCase);
    }

    private static List<int> Where(bool?[] verdicts, bool isRight) =>
        [.. Enumerable.Range(0, verdicts.Length).Where(index => verdicts[index] == isRight)];
}
