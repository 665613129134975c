using Eval.Core.Results;
using Eval.Reporting.Leaderboards;
using Eval.Reporting.Published;
using Eval.Reporting.Strings;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Reporting.Published;

public sealed class PublishedScoresTests
{
    private const string Sources = "sources:\n  readme: {document: README, url: \"https://example.org/readme\"}\nscores:\n";

    private static PublishedScore Score(double value = 0.58, string? checkpoint = null) => new()
    {
        Model = "qwen-7b-chat",
        Checkpoint = checkpoint,
        Benchmark = "mmlu",
        Protocol = "mmlu@chat",
        Split = "test",
        Value = value,
        Source = "Qwen README",
        Address = "https://example.org/readme",
    };

    private static PublishedScore? Find(
        PublishedScores scores,
        Func<ModelManifest, ModelManifest>? model = null,
        Func<TaskManifest, TaskManifest>? task = null,
        Func<RunManifest, RunManifest>? run = null)
    {
        var made = MadeUpRun.Create();
        var measured = made.Manifest.Models.Single(entry => entry.Name == "Qwen-7B-Chat");
        var asked = made.Manifest.Tasks.Single(entry => entry.Model == measured.Name && entry.Benchmark == "mmlu");
        var result = made.Summary.Results.Single(entry => entry.Model == measured.Name && entry.Benchmark == "mmlu");
        return scores.Find(model?.Invoke(measured) ?? measured, task?.Invoke(asked) ?? asked, result, run?.Invoke(made.Manifest) ?? made.Manifest, protocol: null);
    }

    [Test]
    public void The_file_that_ships_is_read_and_names_only_protocols_of_its_benchmark()
    {
        var scores = PublishedScoresReader.Read(Path.Combine(TestPaths.Repository, "datasets", "catalog", "published-scores.yaml"));
        Assert.That(scores.All, Has.Count.GreaterThan(200));
        var qwen = scores.All.Single(score => score is { Model: "qwen-7b", Protocol: "ceval@qwen", Checkpoint: "2023-09-25" });
        Assert.That(qwen, Is.EqualTo(new PublishedScore
        {
            Model = "qwen-7b",
            Checkpoint = "2023-09-25",
            Benchmark = "ceval",
            Protocol = "ceval@qwen",
            Split = "test",
            Shots = 5,
            Value = 0.635,
            Source = qwen.Source,
            Address = qwen.Address,
        }));
    }

    [TestCase("  - {model: m, benchmark: mmlu, value: 5, source: readme, shotz: 3}", "shotz")]
    [TestCase("  - {model: m, benchmark: mmlu, value: 500, source: readme}", "from 0 to 100")]
    [TestCase("  - {model: m, benchmark: mmlu, value: 5, source: other}", "sources has no 'other'")]
    [TestCase("  - {model: m, benchmark: mmlu, value: 5, source: readme, protocol: ceval@qwen}", "is not one of mmlu")]
    [TestCase("  - {model: m, value: 5, source: readme}", "are needed")]
    [TestCase("  - {model: m, model: n}", "f.yaml:4")]
    public void A_broken_entry_is_refused_with_its_place(string entry, string expected)
    {
        Assert.That(() => PublishedScoresReader.Parse(Sources + entry, "f.yaml"), Throws.TypeOf<PublishedScoresException>().With.Message.Contains(expected).And.Message.Contains("f.yaml"));
    }

    [Test]
    public void A_score_of_the_same_model_protocol_and_split_is_found()
    {
        Assert.That(Find(new PublishedScores([Score()])), Is.EqualTo(Score()));
    }

    [Test]
    public void What_measures_something_else_is_never_compared()
    {
        var scores = new PublishedScores([Score()]);
        Assert.Multiple(() =>
        {
            Assert.That(Find(scores, model: entry => entry with { CatalogId = null }), Is.Null, "unknown model");
            Assert.That(Find(scores, model: entry => entry with { CatalogId = "qwen-7b" }), Is.Null, "another model");
            Assert.That(Find(scores, model: entry => entry with { Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["quantisation"] = "Q4_K_M" } }), Is.Null, "quantised");
            Assert.That(Find(scores, task: entry => entry with { IsMini = true }), Is.Null, "mini items");
            Assert.That(Find(scores, task: entry => entry with { Split = "val" }), Is.Null, "another split");
            Assert.That(Find(scores, task: entry => entry with { Protocol = "lm-eval" }), Is.Null, "another protocol");
            Assert.That(Find(scores, task: entry => entry with { Subsets = ["anatomy"] }), Is.Null, "some subjects");
            Assert.That(Find(scores, run: entry => entry with { Limit = 10 }), Is.Null, "a limit");
            Assert.That(Find(new PublishedScores([Score() with { Protocol = null }])), Is.Null, "no protocol of ours");
        });
    }

    [Test]
    public void Of_several_checkpoints_the_newest_is_meant_unless_the_run_names_one()
    {
        var scores = new PublishedScores([Score(0.567, "2023-08-03"), Score(0.582, "2023-09-25")]);
        Assert.That(Find(scores)?.Value, Is.EqualTo(0.582));
        var older = Find(scores, model: entry => entry with { Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["checkpoint"] = "2023-08-03" } });
        Assert.That(older?.Value, Is.EqualTo(0.567));
    }

    [TestCase(0.567, "inside the interval")]
    [TestCase(0.62, "outside the interval measured here")]
    public void The_page_says_whether_the_published_value_lies_inside_the_measured_interval(double value, string words)
    {
        var html = LeaderboardReport.RenderIndex(MadeUpRun.Create(), new ReportOptions { Language = ReportLanguage.English, Published = new PublishedScores([Score(value)]) });
        Assert.That(html, Does.Contain(words).And.Contain("https://example.org/readme"));
    }
}
