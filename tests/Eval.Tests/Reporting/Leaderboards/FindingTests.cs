using Eval.Core.Results;
using Eval.Reporting.Leaderboards;
using Eval.Reporting.Strings;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Reporting.Leaderboards;

public sealed class FindingTests
{
    private static string Write(Func<ResultSummary, ResultSummary> change, Func<string, bool>? keep = null, ReportLanguage? language = null)
    {
        var run = MadeUpRun.Create();
        var isKept = keep ?? (_ => true);
        run = run with
        {
            Manifest = run.Manifest with
            {
                Models = [.. run.Manifest.Models.Where(model => isKept(model.Name))],
                Tasks = [.. run.Manifest.Tasks.Where(task => task.Benchmark == "mmlu" && isKept(task.Model))],
            },
            Summary = run.Summary with { Results = [.. run.Summary.Results.Where(result => result.Benchmark == "mmlu" && isKept(result.Model)).Select(change)] },
        };
        return new FindingWriter(ReportStrings.For(language ?? ReportLanguage.English)).Write(Board.Of(run));
    }

    [Test]
    public void A_lead_is_named_with_the_interval_of_the_difference()
    {
        Assert.That(Write(result => result), Is.EqualTo("gpt-4.1 leads on MMLU by 9.0 points (95 %: 8.1–9.9)."));
    }

    [Test]
    public void A_lead_is_written_in_chinese()
    {
        Assert.That(
            Write(result => result, language: ReportLanguage.Chinese),
            Is.EqualTo("gpt-4.1 在 MMLU 上领先 9.0 分（95% 区间：8.1–9.9）。"));
    }

    [Test]
    public void A_difference_inside_the_noise_is_not_called_a_lead()
    {
        Assert.That(
            Write(result => result with { Value = result.Model.StartsWith("gpt", StringComparison.Ordinal) ? 0.8 : 0.5, Lower = result.Model.StartsWith("gpt", StringComparison.Ordinal) ? 0.75 : 0.45, Upper = result.Model.StartsWith("gpt", StringComparison.Ordinal) ? 0.85 : 0.55 }),
            Is.EqualTo("On MMLU no difference between the first 2 can be shown with 14,042 questions."));
    }

    [Test]
    public void An_incomplete_result_is_not_compared()
    {
        Assert.That(
            Write(result => result with { Incomplete = result.Model == "gpt-4.1" }),
            Does.StartWith("gpt-4o-mini leads on MMLU by 13.0 points"));
    }

    [Test]
    public void A_score_at_chance_is_called_guessing()
    {
        Assert.That(
            Write(result => result, model => model == "baseline:random"),
            Is.EqualTo("On MMLU baseline:random cannot be told from guessing: 25.1 (95 %: 24.4–25.8)."));
    }

    [Test]
    public void Benchmarks_of_which_the_same_can_be_said_are_named_together()
    {
        var run = MadeUpRun.Create();
        run = run with
        {
            Manifest = run.Manifest with { Tasks = [.. run.Manifest.Tasks.Where(task => task.Benchmark is "mmlu" or "ceval")] },
            Summary = run.Summary with { Results = [.. run.Summary.Results.Select(result => result with { Value = 0.25, Lower = 0.2, Upper = 0.3 })] },
        };
        Assert.That(
            new FindingWriter(ReportStrings.For(ReportLanguage.English)).Write(Board.Of(run)),
            Is.EqualTo("On MMLU and C-Eval none of the 6 models can be told from guessing with 14,042 and 1,346 questions."));
    }

    [Test]
    public void A_run_without_a_complete_result_says_so()
    {
        Assert.That(Write(result => result with { Incomplete = true }), Is.EqualTo("There is no complete result yet, so nothing can be compared."));
    }
}
