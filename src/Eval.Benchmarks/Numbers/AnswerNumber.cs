using System.Buffers;
using System.Text.RegularExpressions;

namespace Eval.Benchmarks.Numbers;

/// <summary>Our own reading of a worked solution: the last <c>\boxed{}</c>, else the last <c>#### N</c> line, else the last "answer is N" (or <c>Answer: N</c>, <c>A: N</c>, <c>答案是N</c>), else the last number.</summary>
internal static partial class AnswerNumber
{
    // An answer stands near the words that announce it; looking further would make the work quadratic.
    private const int Reach = 400;

    private static readonly SearchValues<char> BetweenPhraseAndNumber = SearchValues.Create(" \t\n$€£¥₹*\"'“”:=≈~-([{<>|");

    private static readonly SearchValues<char> Operators = SearchValues.Create("+-*/×÷x=≈");

    /// <summary>Reads the answer; null when the text holds no number.</summary>
    public static NumberReading? Read(string text)
    {
        var plain = MathText.Normalize(text).TrimEnd();
        if (ReadBoxed(plain) is { } boxed)
        {
            return new NumberReading(boxed, "boxed", IsExplicit: true);
        }

        if (ReadHashes(plain) is { } hashes)
        {
            return new NumberReading(hashes, "hashes", IsExplicit: true);
        }

        if (ReadPhrase(plain) is { } phrase)
        {
            return new NumberReading(phrase, "answer-phrase", IsExplicit: true);
        }

        return NumberScanner.Last(plain) is { } last ? new NumberReading(last.Value, "last-number", IsExplicit: false) : null;
    }

    /// <summary>Reads a key: the first number of the text, exactly.</summary>
    public static Rational? ReadKey(string text)
    {
        var plain = MathText.Normalize(text);
        return NumberScanner.First(plain, 0, plain.Length)?.Value;
    }

    private static Rational? ReadBoxed(string text)
    {
        const string Command = "\\boxed";
        for (var at = text.LastIndexOf(Command, StringComparison.Ordinal); at >= 0; at = at == 0 ? -1 : text.LastIndexOf(Command, at - 1, StringComparison.Ordinal))
        {
            var start = at + Command.Length;
            var end = EndOfBraces(text, start);
            var equals = text.LastIndexOf('=', end - 1, end - start);
            if ((equals >= 0 ? NumberScanner.First(text, equals, end) : null) is { } right)
            {
                return right.Value;
            }

            if (NumberScanner.First(text, start, end) is { } first)
            {
                return first.Value;
            }
        }

        return null;
    }

    private static int EndOfBraces(string text, int start)
    {
        var depth = 0;
        var limit = Math.Min(text.Length, start + Reach);
        for (var i = start; i < limit; i++)
        {
            depth += text[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth <= 0 && text[i] is not ' ')
            {
                return i + 1;
            }
        }

        return limit;
    }

    // "#### 3. Compute the total" is a heading, "#### 18 dollars" an answer: only a few unit words may follow.
    private static Rational? ReadHashes(string text)
    {
        const string Mark = "####";
        Rational? answer = null;
        for (var at = text.IndexOf(Mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Mark, at, StringComparison.Ordinal))
        {
            var start = at + Mark.Length;
            var number = NumberScanner.First(text, start, EndOfLine(text, start));
            if (number is { } token && IsDirect(text, start, token.Start) && EndsLikeAnswer(text, token.End))
            {
                answer = token.Value;
            }

            // What stands right behind belongs to this mark: five signs hold one, and so do eight.
            at = start;
            while (at < text.Length && text[at] == '#')
            {
                at++;
            }
        }

        return answer;
    }

    private static Rational? ReadPhrase(string text)
    {
        Rational? answer = null;
        var latest = -1;
        foreach (var match in IsPhrase().EnumerateMatches(text))
        {
            Consider(ReadClause(text, match.Index, match.Index + match.Length), match.Index);
        }

        foreach (var match in ColonPhrase().EnumerateMatches(text))
        {
            Consider(ReadAfterColon(text, match.Index + match.Length), match.Index);
        }

        foreach (var match in AnswerLine().EnumerateMatches(text))
        {
            Consider(ReadAnswerLine(text, match.Index + match.Length), match.Index);
        }

        return answer;

        void Consider(Rational? value, int position)
        {
            if (value is not null && position > latest)
            {
                (answer, latest) = (value, position);
            }
        }
    }

    private static Rational? ReadClause(string text, int phrase, int start)
    {
        var end = EndOfSentence(text, SkipToContent(text, start));
        if (NumberScanner.First(text, start, end) is not { } number || Negation().IsMatch(text.AsSpan(phrase..number.Start)))
        {
            return null;
        }

        return FollowChain(text, number);
    }

    // After "Answer:" a whole solution may follow; only a number right behind it, or in the text's last line, is the answer.
    private static Rational? ReadAfterColon(string text, int start)
    {
        var content = SkipToContent(text, start);
        var end = EndOfLine(text, content);
        if (NumberScanner.First(text, start, end) is not { } number)
        {
            return null;
        }

        var isLastLine = end == text.Length;
        var isDirect = IsDirect(text, start, number.Start);
        if (!isDirect && (!isLastLine || Negation().IsMatch(text.AsSpan(start..number.Start))))
        {
            return null;
        }

        var hasWorking = text.AsSpan(number.End, end - number.End).Contains('=');
        return hasWorking ? NumberScanner.First(text, text.LastIndexOf('=', end - 1), end)?.Value : number.Value;
    }

    private static Rational? ReadAnswerLine(string text, int start)
    {
        var number = NumberScanner.First(text, start, EndOfLine(text, start));
        return number is { } token && IsDirect(text, start, token.Start) && EndsLikeAnswer(text, token.End) ? token.Value : null;
    }

    // "the answer is 9 * 2 = 18": the result stands behind the last equals sign of the arithmetic.
    private static Rational FollowChain(string text, NumberToken first)
    {
        var result = first.Value;
        var token = first;
        for (var steps = 0; steps < 64; steps++)
        {
            var at = SkipUnit(text, token.End);
            if (at >= text.Length || !Operators.Contains(text[at]))
            {
                break;
            }

            var isResult = text[at] is '=' or '≈';
            var lineEnd = EndOfLine(text, at);
            if (NumberScanner.First(text, at + 1, lineEnd) is not { } next || !IsDirect(text, at + 1, next.Start))
            {
                break;
            }

            token = next;
            result = isResult ? next.Value : result;
        }

        return result;
    }

    private static int SkipUnit(string text, int start)
    {
        var i = start;
        for (var words = 0; words < 3; words++)
        {
            while (i < text.Length && text[i] is ' ' or ')' or '(' or '$' or '%' or '}')
            {
                i++;
            }

            if (i >= text.Length || !char.IsLetter(text[i]) || (text[i] == 'x' && i + 1 < text.Length && text[i + 1] == ' '))
            {
                break;
            }

            while (i < text.Length && char.IsLetter(text[i]))
            {
                i++;
            }
        }

        return i;
    }

    private static bool IsDirect(string text, int start, int number) =>
        number <= start || text.AsSpan(start..number).IndexOfAnyExcept(BetweenPhraseAndNumber) < 0;

    private static bool EndsLikeAnswer(string text, int start)
    {
        var rest = text.AsSpan(start..EndOfLine(text, start));
        return rest.IsEmpty || UnitsThenEnd().IsMatch(rest);
    }

    private static int SkipToContent(string text, int start)
    {
        var i = start;
        while (i < text.Length && (char.IsWhiteSpace(text[i]) || text[i] is '*' or ':' or '$' or '#'))
        {
            i++;
        }

        return i;
    }

    private static int EndOfLine(string text, int start)
    {
        var reach = Math.Min(Reach, text.Length - start);
        var end = text.IndexOf('\n', start, reach);
        return end < 0 ? start + reach : end;
    }

    private static int EndOfSentence(string text, int start)
    {
        var limit = Math.Min(text.Length, start + Reach);
        for (var i = start; i < limit; i++)
        {
            var endsClause = text[i] is '\n' or '。' or '!' or '?' or ';'
                || (text[i] == '.' && (i + 1 == text.Length || char.IsWhiteSpace(text[i + 1])));
            if (endsClause)
            {
                return i;
            }
        }

        return limit;
    }

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    [GeneratedRegex(@"\banswers?\b[^.!?\n:=0-9]{0,60}?(?:\b(?:is|are|was|be|equals?)\b|=)|(?:答案|结果)[^。\n:=0-9]{0,20}?(?:是|为|等于|=)", Linear)]
    private static partial Regex IsPhrase();

    [GeneratedRegex(@"\banswers?\b[^.!?\n:=0-9]{0,30}:|(?:答案|答|结果)[^。\n:=0-9]{0,20}:", Linear)]
    private static partial Regex ColonPhrase();

    [GeneratedRegex(@"(?:^|\n)[ \t>*#-]*A[ \t]*:", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex AnswerLine();

    [GeneratedRegex(@"\bnot\b|n't\b|n’t\b|不是|并非|不等于|≠", Linear)]
    private static partial Regex Negation();

    [GeneratedRegex(@"^(?:[ .,!。%°$*})\]""'-]*|[ %°$*})\]-]*(?:[\p{L}/²³%$*-]+ *){1,4}[ .!。%$*})\]]*)$", Linear)]
    private static partial Regex UnitsThenEnd();
}
