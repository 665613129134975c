using System.Text;
using Eval.Reporting.Pages;

namespace Eval.Cli.Screens;

/// <summary>The one path by which data reaches a terminal: escape sequences and characters that move text are shown by their code point.</summary>
public static class TerminalText
{
    /// <summary>Text that a terminal shows and never obeys; line feeds and tabs stay.</summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder? clean = null;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (HtmlEscaper.IsDisruptive(character) && !IsCarriageReturnBeforeLineFeed(text, index))
            {
                clean ??= new StringBuilder(text, 0, index, text.Length + 16);
                clean.Append(HtmlEscaper.Reveal(character));
            }
            else if (character == '\r')
            {
                clean ??= new StringBuilder(text, 0, index, text.Length);
            }
            else
            {
                clean?.Append(character);
            }
        }

        return clean?.ToString() ?? text;
    }

    /// <summary>Clean text on one line, cut in the middle when it is wider than <paramref name="width"/>: both ends of a model's name say which it is.</summary>
    public static string Fit(string text, int width)
    {
        var line = Clean(text).Replace('\n', ' ').Replace('\t', ' ');
        if (CellWidth.Of(line) <= width)
        {
            return line;
        }

        var head = (width - 1) / 2;
        return CellWidth.Start(line, head) + "…" + CellWidth.End(line, width - 1 - head);
    }

    private static bool IsCarriageReturnBeforeLineFeed(string text, int index) =>
        text[index] == '\r' && index + 1 < text.Length && text[index + 1] == '\n';
}
