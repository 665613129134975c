using System.Text;
using Eval.Reporting.Pages;

namespace Eval.Reporting.Strings;

/// <summary>Text with its invisible characters made visible: spaces as ·, line feeds as ⏎, tabs as ⇥, anything that moves text by its code point.</summary>
public static class VisibleText
{
    /// <summary>The text in double quotes on one line, every invisible character marked.</summary>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var visible = new StringBuilder("\"");
        foreach (var character in text)
        {
            visible.Append(Mark(character));
        }

        return visible.Append('"').ToString();
    }

    /// <summary>A character as it is shown where whitespace is marked.</summary>
    public static string Mark(char character) => character switch
    {
        ' ' => "·",
        '\n' => "⏎",
        '\r' => "␍",
        '\t' => "⇥",
        '\u00A0' => "⍽",
        '\u3000' => "□",
        _ when HtmlEscaper.IsDisruptive(character) => HtmlEscaper.Reveal(character),
        _ => character.ToString(),
    };
}
