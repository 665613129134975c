using Eval.Cli.Screens;
using Eval.Core.Results;
using Eval.Reporting.Strings;
using Eval.Testing;
using NUnit.Framework;
using Spectre.Console;

namespace Eval.Tests.Cli.Screens;

public sealed class RunTableTests
{
    private static string Render(string language, Func<string, string>? text = null, Func<RunSummary, RunSummary>? change = null)
    {
        var console = Screen.Plain();
        var run = MadeUpRun.Create(text);
        new RunTable(console, ReportStrings.For(ReportLanguage.Parse(language)))
            .Write(run.Manifest, change is null ? run.Summary : change(run.Summary), "/runs/x/report/index.html");
        return console.Output;
    }

    [Test]
    public void Every_line_of_the_table_fits_a_hundred_columns([Values("en", "zh")] string language)
    {
        var lines = Render(language).Split('\n').Where(line => !line.StartsWith('–') && !line.StartsWith("下一步", StringComparison.Ordinal));
        Assert.That(lines.Where(line => new Spectre.Console.Rendering.Segment(line).CellCount() > 100), Is.Empty);
    }

    [Test]
    public void A_row_shows_score_interval_rank_and_all_four_counts()
    {
        Assert.That(Render("en"), Does.Match(@"(?m)^◆ gpt-4o-mini +79\.0 ±0\.7 +2 +13,874 +168 +0 +0 +5\.90M +\$2\.95$"));
    }

    [Test]
    public void Models_are_sorted_by_score_within_a_benchmark()
    {
        var output = Render("en");
        var places = new[] { "gpt-4.1", "gpt-4o-mini", "Qwen-14B-Chat", "Qwen-7B-Chat" }.Select(name => output.IndexOf(name, StringComparison.Ordinal));
        Assert.That(places, Is.Ordered);
    }

    [Test]
    public void An_incomplete_result_says_why_and_has_no_rank()
    {
        Assert.That(Render("en"), Does.Match(@"61\.5 ±2\.7\* +– ").And.Contain("* Incomplete: 37 errors. Not ranked. If every error were wrong: 59.8."));
    }

    [Test]
    public void It_ends_with_the_page_and_what_could_be_done_next()
    {
        Assert.That(Render("en").TrimEnd().Split('\n')[^2..], Is.EqualTo(new[]
        {
            "Page: /runs/x/report/index.html",
            "Next: run the same command again: only what ended in error is asked again.",
        }));
    }

    [Test]
    public void Text_made_by_a_model_cannot_move_the_cursor_or_style_the_table()
    {
        var output = Render("en", text => text + "\u001B[2J[red]");
        Assert.That(output.Contains('\u001B', StringComparison.Ordinal), Is.False);
        Assert.That(output, Does.Contain("[red]"));
    }

    [Test]
    public void A_terminal_without_colour_gets_the_same_words()
    {
        var console = Screen.Ansi();
        console.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        var run = MadeUpRun.Create();
        new RunTable(console, ReportStrings.For(ReportLanguage.English)).Write(run.Manifest, run.Summary, null);
        Assert.That(console.Output, Does.Contain("79.0 ±0.7").And.Not.Contain("\u001B[31m"));
    }
}
