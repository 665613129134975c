using Spectre.Console;

namespace Eval.Cli;

/// <summary>Lines that are never wrapped, so that paths and messages can be copied and searched.</summary>
internal static class UnwrappedConsole
{
    /// <summary>Writes one line (or several), in a colour where the console has colours. Control characters of the text are shown, never obeyed.</summary>
    public static void WriteUnwrapped(this IAnsiConsole console, string text, string? colour = null)
    {
        var clean = Clean(text);
        if (colour is not null && console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors && console.Profile.Capabilities.Ansi)
        {
            var width = console.Profile.Width;
            console.Profile.Width = Math.Max(width, clean.Length + 1);
            console.MarkupLineInterpolated($"[{colour}]{clean}[/]");
            console.Profile.Width = width;
        }
        else
        {
            console.Profile.Out.Writer.WriteLine(clean);
        }
    }

    private static string Clean(string text) =>
        text.Any(character => char.IsControl(character) && character is not ('\n' or '\t' or '\r'))
            ? string.Concat(text.Select(character => char.IsControl(character) && character is not ('\n' or '\t' or '\r') ? '\uFFFD' : character))
            : text;
}
