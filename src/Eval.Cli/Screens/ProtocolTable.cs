using System.Globalization;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Statistics;
using Eval.Reporting.Comparing;
using Eval.Reporting.Strings;
using Spectre.Console;

namespace Eval.Cli.Screens;

/// <summary>Every protocol with what it fixes, one block of two lines each, so that the description keeps its words.</summary>
public sealed class ProtocolTable(IAnsiConsole console, ReportStrings strings)
{
    private static readonly int[] Widths = [30, 5, 8, 22, 6, 7];

    public void Write(IEnumerable<ProtocolInfo> protocols)
    {
        ArgumentNullException.ThrowIfNull(protocols);
        WriteLine([strings["column_protocol"], strings["fact_shots"], strings["column_needs"], strings["column_scored"], strings["column_temperature"], strings["column_average"]], ScreenExtensions.Quiet);
        foreach (var protocol in protocols)
        {
            WriteLine(
                [
                    string.Create(CultureInfo.InvariantCulture, $"{protocol.FullName} v{protocol.Version}"),
                    Figures.Count(protocol.Shots),
                    Needs(protocol.Needs),
                    protocol.ScoredContinuation is { } scored
                        ? strings.Format("protocol_letters", ("letters", VisibleText.Quote(scored)))
                        : strings.Format("protocol_text", ("tokens", protocol.MaxTokens)),
                    protocol.ScoredContinuation is not null ? Figures.Missing : protocol.Temperature?.ToString("0.##", CultureInfo.InvariantCulture) ?? strings["model_default"],
                    strings[protocol.Averaging == Averaging.Micro ? "average_micro" : "average_macro"],
                ],
                ScreenExtensions.Strong);
            console.PutLine($"    {TerminalText.Clean(protocol.Description)} ({TerminalText.Clean(protocol.Origin)})", ScreenExtensions.Quiet);
        }
    }

    private void WriteLine(IReadOnlyList<string> cells, Style? style) => console.PutLine(
        string.Join("  ", cells.Select((cell, index) => CellWidth.PadRight(TerminalText.Fit(cell, Widths[index]), Widths[index]))).TrimEnd(), style);

    private string Needs(ModelAbilities needs) => needs switch
    {
        _ when needs.HasFlag(ModelAbilities.FirstTokenLogProbabilities) => strings["needs_first_token"],
        _ when needs.HasFlag(ModelAbilities.Continuations) => strings["needs_logprobs"],
        _ when needs.HasFlag(ModelAbilities.Chat) => strings["needs_chat"],
        _ => strings["needs_text"],
    };
}
