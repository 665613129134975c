using System.Text;
using Spectre.Console.Rendering;

namespace Eval.Cli.Screens;

/// <summary>Widths in terminal cells: a Chinese character takes two.</summary>
internal static class CellWidth
{
    public static int Of(string text) => new Segment(text).CellCount();

    /// <summary>The longest beginning that fits.</summary>
    public static string Start(string text, int width)
    {
        var taken = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            width -= Of(rune.ToString());
            if (width < 0)
            {
                break;
            }

            taken.Append(rune);
        }

        return taken.ToString();
    }

    /// <summary>The longest end that fits.</summary>
    public static string End(string text, int width)
    {
        var runes = text.EnumerateRunes().ToList();
        var first = runes.Count;
        while (first > 0 && (width -= Of(runes[first - 1].ToString())) >= 0)
        {
            first--;
        }

        return string.Concat(runes.Skip(first));
    }

    /// <summary>Text with spaces after it up to a width.</summary>
    public static string PadRight(string text, int width) => text + new string(' ', Math.Max(0, width - Of(text)));

    /// <summary>Text with spaces before it up to a width.</summary>
    public static string PadLeft(string text, int width) => new string(' ', Math.Max(0, width - Of(text))) + text;
}
