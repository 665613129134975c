using System.Globalization;
using Eval.Reporting.Comparing;
using Eval.Reporting.Strings;

namespace Eval.Cli.Screens;

/// <summary>Writes a task's progress as one line.</summary>
internal sealed class ProgressLine(ReportStrings strings)
{
    private const int BarWidth = 14;
    private const int NameWidth = 32;

    /// <summary>A line of a live display: name, bar, done and total, rate, time left, accuracy, tokens, cost; what does not fit is left off from the right.</summary>
    public string Live(ProgressSnapshot snapshot, int width)
    {
        var name = CellWidth.PadRight(TerminalText.Fit($"{snapshot.Benchmark} {snapshot.Model}", NameWidth), NameWidth);
        var line = $"{name} {Bar(snapshot)} {Done(snapshot)}";
        foreach (var part in Parts(snapshot))
        {
            if (CellWidth.Of(line) + 2 + CellWidth.Of(part) <= width)
            {
                line += "  " + part;
            }
        }

        return line;
    }

    /// <summary>A line of a log.</summary>
    public string Plain(ProgressSnapshot snapshot) =>
        $"{snapshot.Benchmark} {TerminalText.Fit(snapshot.Model, 60)}{strings["colon"]}{string.Join(strings["list_join"], [Done(snapshot) + Share(snapshot), .. Parts(snapshot)])}";

    private IEnumerable<string> Parts(ProgressSnapshot snapshot)
    {
        if (snapshot.Stopped is { } stopped)
        {
            yield return $"{strings["progress_stopped"]}{strings["colon"]}{TerminalText.Fit(stopped, 200)}";
        }

        if (snapshot is { IsFinished: false, Rate: { } rate and > 0 })
        {
            yield return Figures.Significant(rate) + strings["progress_rate"];
            yield return strings.Format("progress_left", ("time", Figures.Duration(TimeSpan.FromSeconds(Math.Min(1e9, Math.Ceiling((snapshot.Total - snapshot.Done) / rate))))));
        }

        if (snapshot.Accuracy is { } accuracy)
        {
            yield return $"{Figures.Percent(accuracy.Value)} ±{Figures.Percent(accuracy.Half())}";
        }

        if (snapshot.Errors > 0)
        {
            yield return strings.Format("incomplete_errors", ("errors", snapshot.Errors));
        }

        if (snapshot.Tokens > 0)
        {
            yield return strings.Format("progress_tokens", ("tokens", Figures.Compact(snapshot.Tokens)));
        }

        if (snapshot.Cost is { } cost)
        {
            yield return Figures.Money(cost);
        }
    }

    private static string Done(ProgressSnapshot snapshot)
    {
        var total = Figures.Count(snapshot.Total);
        return $"{Figures.Count(snapshot.Done).PadLeft(total.Length)}/{total}";
    }

    private static string Share(ProgressSnapshot snapshot) => snapshot.Total == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" ({(int)(100.0 * snapshot.Done / snapshot.Total)} %)");

    private static string Bar(ProgressSnapshot snapshot)
    {
        var filled = snapshot.Total == 0 ? BarWidth : (int)((long)BarWidth * snapshot.Done / snapshot.Total);
        return new string('█', filled) + new string('░', BarWidth - filled);
    }
}
