using System.Globalization;
using Eval.Core.Results;
using Eval.Reporting.Comparing;
using Eval.Reporting.Leaderboards;
using Eval.Reporting.Strings;
using Spectre.Console;

namespace Eval.Cli.Screens;

/// <summary>A run's results in at most a hundred columns: one block per benchmark and protocol, models by score, every status counted.</summary>
public sealed class RunTable(IAnsiConsole console, ReportStrings strings)
{
    private static readonly int[] Widths = [11, 5, 7, 9, 9, 6, 6, 8];
    private const int Gap = 2;

    /// <summary>Writes the table, what was skipped, where the page is and what could be done next.</summary>
    /// <param name="manifest">The run.</param>
    /// <param name="summary">Its results.</param>
    /// <param name="page">Path of the report; null when none was written.</param>
    public void Write(RunManifest manifest, RunSummary summary, string? page)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(summary);
        var board = RunBoard.Of(manifest, summary);
        var width = ModelWidth(board);
        if (board.Count > 0)
        {
            WriteLine([strings["model"], strings["column_score"], strings["rank"], .. Labels(), strings["column_tokens"], strings["cost"]], width, ScreenExtensions.Quiet);
        }

        foreach (var block in board)
        {
            WriteBlock(block, width);
        }

        foreach (var skipped in summary.Skipped)
        {
            console.PutLine();
            console.PutLine(TerminalText.Clean(
                $"{Figures.Missing} {strings.Format("notice_skipped", ("benchmark", skipped.Benchmark), ("models", skipped.Model), ("reason", skipped.Reason))} {strings["fix"]}{strings["colon"]}{skipped.Fix}"));
        }

        console.PutLine();
        if (page is not null)
        {
            console.PutLine($"{strings["page"]}{strings["colon"]}{TerminalText.Clean(page)}");
        }

        console.PutLine($"{strings["next"]}{strings["colon"]}{TerminalText.Clean(Next(manifest, summary))}");
    }

    private void WriteBlock(RunBoard block, int width)
    {
        console.PutLine();
        console.Put(block.FullName, ScreenExtensions.Strong);
        console.PutLine(
            string.Create(CultureInfo.InvariantCulture, $" v{block.Version} · {strings.NameOf(block.Metric)}, % · {block.Split}, {strings.Format("questions", ("questions", block.Questions))}")
                + (block.Chance is { } chance ? $" · {strings.Format("chance", ("value", Figures.Percent(chance)))}" : ""),
            ScreenExtensions.Quiet);
        foreach (var row in block.Rows)
        {
            var counts = row.Result.Counts;
            var tokens = (row.Result.Tokens.Input ?? row.Result.Tokens.Asked) + (row.Result.Tokens.Output ?? 0);
            WriteLine(
                [
                    $"{Shape(row.Kind)} {row.Model}", Score(row.Result), row.Rank?.ToString() ?? Figures.Missing, Figures.Count(counts.Scored), Figures.Count(counts.NoAnswer), Figures.Count(counts.Truncated), Figures.Count(counts.Error),
                    tokens is { } known ? Figures.Compact(known) : Figures.Missing, row.Result.Cost is { } cost ? Figures.Money(cost) : Figures.Missing,
                ],
                width,
                null);
            foreach (var extra in row.Extras)
            {
                WriteLine([$"    {strings.NameOf(extra.Metric)}", Score(extra)], width, ScreenExtensions.Quiet);
            }

            if (row.Result.Incomplete)
            {
                console.PutLine($"    {Incomplete(row.Result)}", ScreenExtensions.Bad);
            }
        }
    }

    private void WriteLine(IReadOnlyList<string> cells, int modelWidth, Style? style)
    {
        var line = CellWidth.PadRight(TerminalText.Fit(cells[0], modelWidth), modelWidth);
        for (var index = 1; index < cells.Count; index++)
        {
            line += new string(' ', Gap) + CellWidth.PadLeft(cells[index], Widths[index - 1]);
        }

        console.PutLine(line.TrimEnd(), style);
    }

    private string[] Labels() => [strings["count_scored"], strings["count_no_answer"], strings["count_truncated"], strings["count_error"]];

    private static string Score(ResultSummary result) => result.ToEstimate() is { } estimate
        ? $"{Figures.Percent(estimate.Value)} ±{Figures.Percent(estimate.Half())}{(result.Incomplete ? "*" : "")}"
        : Figures.Missing;

    private string Incomplete(ResultSummary result)
    {
        var counts = result.Counts;
        var missing = counts.Total - counts.Judged - counts.Error;
        string?[] reasons =
        [
            counts.Error > 0 ? strings.Format("incomplete_errors", ("errors", counts.Error)) : null,
            missing > 0 ? strings.Format("incomplete_missing", ("missing", missing), ("total", counts.Total)) : null,
        ];
        return "* " + strings.Format("incomplete", ("reasons", string.Join(strings["list_join"], reasons.OfType<string>())))
            + (counts.Error > 0 && result.ValueIfErrorsWrong is { } least ? strings.Format("incomplete_least", ("value", Figures.Percent(least))) : "");
    }

    private static string Shape(string kind) => kind switch { "open" => "●", "closed" => "◆", _ => "□" };

    private static int ModelWidth(IReadOnlyList<RunBoard> board)
    {
        var rest = Widths.Sum(width => width + Gap);
        var longest = board.SelectMany(block => block.Rows).Select(row => CellWidth.Of(TerminalText.Clean(row.Model)) + 2).DefaultIfEmpty(8).Max();
        return Math.Clamp(longest, 8, ScreenExtensions.DefaultWidth - rest);
    }

    private string Next(RunManifest manifest, RunSummary summary)
    {
        if (summary.Status != RunStatus.Completed)
        {
            return strings["status_fix"];
        }

        if (summary.Results.Any(result => result.Counts.Error > 0))
        {
            return strings["next_errors"];
        }

        return manifest.Tasks.Any(task => task.IsMini)
            ? strings["next_mini"]
            : strings.Format("next_show", ("run", manifest.RunId));
    }
}
