using System.Globalization;
using System.Text;

namespace Eval.Hosting.Datasets.Installing;

/// <summary>Reads Python string literals: quotes single, double and tripled, escapes, raw strings, neighbours joined.</summary>
internal static class PythonStrings
{
    /// <summary>The text of the literals that begin at a position, and the position behind them.</summary>
    /// <exception cref="InvalidDataException">There is no whole literal.</exception>
    public static (string Value, int End) Read(string source, int start)
    {
        var value = new StringBuilder();
        var at = SkipSpace(source, start);
        var isFirst = true;
        while (true)
        {
            var quoteAt = at;
            var isRaw = quoteAt < source.Length && source[quoteAt] is 'r' or 'R';
            quoteAt += isRaw ? 1 : 0;
            if (quoteAt >= source.Length || source[quoteAt] is not ('\'' or '"'))
            {
                return isFirst ? throw Broken(source, start) : (value.ToString(), at);
            }

            isFirst = false;
            at = SkipSpace(source, ReadOne(source, quoteAt, isRaw, value));
        }
    }

    private static int ReadOne(string source, int quoteAt, bool isRaw, StringBuilder value)
    {
        var quote = source[quoteAt].ToString();
        var tripled = quote + quote + quote;
        if (string.CompareOrdinal(source, quoteAt, tripled, 0, 3) == 0)
        {
            quote = tripled;
        }

        var at = quoteAt + quote.Length;
        while (string.CompareOrdinal(source, at, quote, 0, quote.Length) != 0)
        {
            if (at >= source.Length || (source[at] == '\n' && quote.Length == 1))
            {
                throw Broken(source, quoteAt);
            }

            if (source[at] != '\\')
            {
                value.Append(source[at++]);
            }
            else if (isRaw)
            {
                value.Append(source, at, Math.Min(2, source.Length - at));
                at += 2;
            }
            else
            {
                at = ReadEscape(source, at + 1, value);
            }
        }

        return at + quote.Length;
    }

    private static int ReadEscape(string source, int at, StringBuilder value)
    {
        var sign = at < source.Length ? source[at] : throw Broken(source, at);
        switch (sign)
        {
            case '\n':
                break;
            case '\\' or '\'' or '"':
                value.Append(sign);
                break;
            case 'n':
                value.Append('\n');
                break;
            case 't':
                value.Append('\t');
                break;
            case 'r':
                value.Append('\r');
                break;
            case 'x' or 'u' or 'U':
                var length = sign == 'x' ? 2 : sign == 'u' ? 4 : 8;
                if (at + length >= source.Length || !int.TryParse(source.AsSpan(at + 1, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code is < 0 or > 0x10FFFF)
                {
                    throw Broken(source, at);
                }

                value.Append(code is >= 0xD800 and <= 0xDFFF ? ((char)code).ToString() : char.ConvertFromUtf32(code));
                return at + 1 + length;
            case >= '0' and <= '7' or 'a' or 'b' or 'f' or 'v' or 'N':
                throw Broken(source, at);
            default:
                // Python keeps the backslash of an escape it does not know.
                value.Append('\\').Append(sign);
                break;
        }

        return at + 1;
    }

    private static int SkipSpace(string source, int at)
    {
        while (at < source.Length && char.IsWhiteSpace(source[at]))
        {
            at++;
        }

        return at;
    }

    private static InvalidDataException Broken(string source, int at) =>
        new(string.Create(CultureInfo.InvariantCulture, $"line {source.AsSpan(0, Math.Min(at, source.Length)).Count('\n') + 1} holds no string literal that can be read here"));
}
