using Spectre.Console;

namespace Eval.Cli.Screens;

/// <summary>Writing to a console without markup and without wrapping.</summary>
internal static class ScreenExtensions
{
    public static readonly Style Quiet = new(decoration: Decoration.Dim);
    public static readonly Style Strong = new(decoration: Decoration.Bold);
    public static readonly Style Good = new(Color.Green);
    public static readonly Style Bad = new(Color.Red);
    public static readonly Style Marked = new(Color.Yellow);

    /// <summary>Columns a screen may use where nothing says how wide it is: a file, a pipe, a CI log.</summary>
    public const int DefaultWidth = 100;

    public static void Put(this IAnsiConsole console, string text, Style? style = null)
    {
        if (text.Length > 0)
        {
            console.Write(new Unwrapped(text, style));
        }
    }

    public static void PutLine(this IAnsiConsole console, string text = "", Style? style = null)
    {
        console.Put(text, style);
        console.WriteLine();
    }

    /// <summary>Columns to fill: the terminal's, at most a hundred; a hundred where there is none.</summary>
    public static int ScreenWidth(this IAnsiConsole console) =>
        console.Profile.Out.IsTerminal ? Math.Min(console.Profile.Width, DefaultWidth) : DefaultWidth;
}
