using System.Globalization;
using System.Text;

namespace Eval.Reporting.Pages;

/// <summary>The one path by which data becomes HTML: safe as element content and inside quoted attributes.</summary>
/// <remarks>Control and direction-changing characters are shown by their code point: in a page they could reorder or hide what stands beside them.</remarks>
public static class HtmlEscaper
{
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var first = FirstUnsafe(text);
        if (first < 0)
        {
            return text;
        }

        var html = new StringBuilder(text, 0, first, text.Length + 32);
        for (var index = first; index < text.Length; index++)
        {
            Append(html, text, ref index);
        }

        return html.ToString();
    }

    /// <summary>True for characters that change how their surroundings are shown, line feeds and tabs apart.</summary>
    public static bool IsDisruptive(char character) => character switch
    {
        '\n' or '\t' => false,
        '\u2028' or '\u2029' or '\uFEFF' => true,
        >= '\u202A' and <= '\u202E' => true,
        >= '\u2066' and <= '\u2069' => true,
        '\u200E' or '\u200F' or '\u061C' => true,
        _ => char.IsControl(character),
    };

    /// <summary>How a disruptive character is shown: <c>‹U+202E›</c>.</summary>
    public static string Reveal(char character) => string.Create(CultureInfo.InvariantCulture, $"‹U+{(int)character:X4}›");

    private static int FirstUnsafe(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] is '&' or '<' or '>' or '"' or '\'' or '`' or '{' or '}' || char.IsSurrogate(text[index]) || IsDisruptive(text[index]))
            {
                return index;
            }
        }

        return -1;
    }

    private static void Append(StringBuilder html, string text, ref int index)
    {
        var character = text[index];
        switch (character)
        {
            case '&':
                html.Append("&amp;");
                break;
            case '<':
                html.Append("&lt;");
                break;
            case '>':
                html.Append("&gt;");
                break;
            case '"' or '\'' or '`' or '{' or '}':
                html.Append(CultureInfo.InvariantCulture, $"&#{(int)character};");
                break;
            case var _ when char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]):
                html.Append(character).Append(text[++index]);
                break;
            case var _ when char.IsSurrogate(character):
                html.Append('\uFFFD');
                break;
            case var _ when IsDisruptive(character):
                html.Append(Reveal(character));
                break;
            default:
                html.Append(character);
                break;
        }
    }
}
