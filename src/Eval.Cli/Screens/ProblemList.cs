using Eval.Reporting.Strings;
using Spectre.Console;

namespace Eval.Cli.Screens;

/// <summary>Writes what went wrong: what was being done and what is wrong on one line, what to do on the next; several problems under one count.</summary>
public sealed class ProblemList(IAnsiConsole console, ReportStrings strings)
{
    /// <param name="problems">Each with its message and what the reader can do; the latter may be empty where the message says it.</param>
    public void Write(IReadOnlyList<(string Message, string Fix)> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        if (problems.Count > 1)
        {
            console.PutLine(strings.Format("problems", ("problems", problems.Count)), ScreenExtensions.Bad);
        }

        foreach (var (message, fix) in problems)
        {
            console.Put(strings["error_label"] + strings["colon"], ScreenExtensions.Bad);
            console.PutLine(TerminalText.Clean(message));
            if (fix.Length > 0)
            {
                console.PutLine($"  → {TerminalText.Clean(fix)}");
            }
        }
    }
}
