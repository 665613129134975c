using System.Buffers;
using System.Text;

namespace Eval.Benchmarks.Numbers;

/// <summary>Brings the ways of writing mathematics down to one: full-width characters, LaTeX and markdown become plain text.</summary>
internal static class MathText
{
    // Everything else is taken over as it is.
    private static readonly SearchValues<char> Special = SearchValues.Create([
        '\\', '*', '_', '{', '`', '\r', '\u00A0', '\u2007', '\u2009', '\u200B', '\u200C', '\u200D', '\u2010', '\u2011', '\u2013', '\u2014', '\u202F', '\u2060', '\u2212', '\u3000', '\uFE63', '\uFEFF', '\uFFE5',
        .. Enumerable.Range('\uFF01', '\uFF5E' - '\uFF01' + 1).Select(code => (char)code)]);

    /// <summary>Plain text with the same words and numbers; <c>\boxed{</c> stays, every other LaTeX command goes.</summary>
    public static string Normalize(string text)
    {
        if (!text.AsSpan().ContainsAny(Special))
        {
            return text;
        }

        var output = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var plain = text.AsSpan(i).IndexOfAny(Special);
            var end = plain < 0 ? text.Length : i + plain;
            if (end > i)
            {
                output.Append(text.AsSpan(i..end));
                i = end;
                continue;
            }

            i = text[i] switch
            {
                '\\' => AppendCommand(text, i, output),
                '*' or '_' when i + 1 < text.Length && text[i + 1] == text[i] => i + 2,
                '{' when text.AsSpan(i).StartsWith("{,}") => Append(output, ',', i + 3),
                '\u00A0' or '\u2007' or '\u2009' or '\u202F' => AppendThinSpace(text, i, i + 1, output),
                _ => AppendCharacter(text[i], i, output),
            };
        }

        return output.ToString();
    }

    private static int Append(StringBuilder output, char character, int next)
    {
        output.Append(character);
        return next;
    }

    private static int AppendCharacter(char character, int index, StringBuilder output)
    {
        switch (character)
        {
            case '`' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\r':
                break;
            case '\uFF0C':
                output.Append(", "); // between clauses, never between groups of digits
                break;
            case >= '\uFF01' and <= '\uFF5E':
                output.Append((char)(character - 0xFEE0));
                break;
            case '\u3000' or '\u2014':
                output.Append(' ');
                break;
            case '\u2212' or '\u2013' or '\uFE63' or '\u2011' or '\u2010':
                output.Append('-');
                break;
            case '\uFFE5':
                output.Append('¥');
                break;
            default:
                output.Append(character);
                break;
        }

        return index + 1;
    }

    private static int AppendThinSpace(string text, int start, int next, StringBuilder output)
    {
        var joinsDigits = start > 0 && char.IsAsciiDigit(text[start - 1]) && next + 2 < text.Length
            && char.IsAsciiDigit(text[next]) && char.IsAsciiDigit(text[next + 1]) && char.IsAsciiDigit(text[next + 2]);
        if (!joinsDigits)
        {
            output.Append(' ');
        }

        return next;
    }

    private static int AppendCommand(string text, int start, StringBuilder output)
    {
        var next = start + 1;
        if (next == text.Length)
        {
            return next;
        }

        if (!char.IsAsciiLetter(text[next]))
        {
            switch (text[next])
            {
                case ',' or '!' or ';' or ':':
                    return AppendThinSpace(text, start, next + 1, output);
                case '\\':
                    output.Append('\n');
                    break;
                case '$' or '%' or '#' or '&' or '{' or '}' or '_':
                    output.Append(text[next]);
                    break;
                default:
                    output.Append(' ');
                    break;
            }

            return next + 1;
        }

        while (next < text.Length && char.IsAsciiLetter(text[next]))
        {
            next++;
        }

        switch (text[(start + 1)..next])
        {
            case "boxed" or "fbox":
                output.Append("\\boxed");
                return next;
            case "frac" or "dfrac" or "tfrac" or "cfrac":
                return AppendFraction(text, next, output);
            case "times" or "cdot":
                output.Append('×');
                return next;
            case "div":
                output.Append('÷');
                return next;
            default:
                output.Append(' ');
                return next;
        }
    }

    // \frac{1}{2} becomes 1/2, with a space after a whole number so that 2\frac{1}{2} reads as a mixed one.
    private static int AppendFraction(string text, int start, StringBuilder output)
    {
        if (ReadArgument(text, start) is not { } numerator || ReadArgument(text, numerator.Next) is not { } denominator)
        {
            output.Append(' ');
            return start;
        }

        if (output.Length > 0 && char.IsAsciiDigit(output[^1]))
        {
            output.Append(' ');
        }

        output.Append(Normalize(numerator.Content).Trim()).Append('/').Append(Normalize(denominator.Content).Trim());
        return denominator.Next;
    }

    private static (string Content, int Next)? ReadArgument(string text, int start)
    {
        if (start >= text.Length)
        {
            return null;
        }

        if (char.IsAsciiDigit(text[start]))
        {
            return (text[start..(start + 1)], start + 1);
        }

        if (text[start] != '{')
        {
            return null;
        }

        // An argument longer than this is no number, and nested fractions would make the work quadratic.
        var end = text.IndexOf('}', start, Math.Min(text.Length - start, 64));
        return end < 0 ? null : (text[(start + 1)..end], end + 1);
    }
}
