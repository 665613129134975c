using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Results;
using Eval.Core.Results.Import;
using Eval.Core.Scoring;
using Eval.Testing;
using Eval.Tests.Core.Running;
using NUnit.Framework;

namespace Eval.Tests.Core.Results.Import;

/// <summary>A run is scored anew by running its recorded answers: nothing is called.</summary>
public sealed class RescoringTests
{
    [Test]
    public async Task A_run_scored_anew_by_the_same_rules_has_the_same_results()
    {
        using var runs = new TemporaryFolder();
        var samples = TestPlan.Samples(30, "a", "b");
        var model = new FakeModel("m", metadata => metadata.SampleId.EndsWith('3')
            ? throw new ModelRequestException("500: sorry.")
            : FakeModel.Text("A") with { Cost = new Cost(0.001m, "USD") });
        var plan = TestPlan.Plan(TestPlan.Task(model, samples, repeats: 2));
        var folder = RunFolder.Create(runs.Path, plan.Manifest);
        var first = await TestPlan.RunAsync(plan, folder);

        var again = await ScoreAsync(runs, "again", folder.SampleFile(plan.Tasks[0].Manifest), samples, new FakeProtocol());

        Assert.That(model.Asked, Has.Count.EqualTo(60), "the model is not asked again");
        Assert.That(Json(again), Is.EqualTo(Json(first.Summary)));
    }

    [Test]
    public async Task A_changed_extraction_changes_the_score_and_not_the_answers()
    {
        using var runs = new TemporaryFolder();
        var samples = TestPlan.Samples(10);
        var plan = TestPlan.Plan(TestPlan.Task(new FakeModel("m", _ => FakeModel.Text("B")), samples));
        var folder = RunFolder.Create(runs.Path, plan.Manifest);
        await TestPlan.RunAsync(plan, folder);
        var generous = new FakeProtocol { Judge = (_, completion, _) => ValueTask.FromResult(Score.Read(completion.Text, "any", isCorrect: true)) };

        var again = await ScoreAsync(runs, "again", folder.SampleFile(plan.Tasks[0].Manifest), samples, generous);

        Assert.That(again.Results.Single().Value, Is.EqualTo(1));
    }

    [Test]
    public async Task Answers_that_are_missing_are_errors_and_never_in_the_denominator()
    {
        using var runs = new TemporaryFolder();
        var file = runs.Write("half.jsonl", """
            {"id": 0, "completion": "A"}
            {"id": 1, "completion": "A"}
            {"id": 2, "completion": ""}
            """);

        var summary = await ScoreAsync(runs, "again", file, TestPlan.Samples(6), new FakeProtocol());

        var result = summary.Results.Single();
        Assert.That(result.Counts, Is.EqualTo(new StatusCounts(Total: 6, Scored: 2, NoAnswer: 1, Truncated: 0, Error: 3)));
        Assert.That((result.Value, result.ValueIfErrorsWrong, result.Incomplete), Is.EqualTo((1.0 / 3, 1.0 / 6, true)));
    }

    [Test]
    public async Task Recorded_log_probabilities_are_scored_again()
    {
        using var runs = new TemporaryFolder();
        var protocol = new FakeProtocol { Info = FakeProtocol.DefaultInfo with { Needs = ModelAbilities.Continuations, MaxTokens = 0 } };
        var samples = TestPlan.Samples(6);
        var model = new FakeModel("m", _ => new Completion
        {
            Text = null,
            FinishReason = FinishReason.Scored,
            Choices = [new ContinuationScore(-1, 1, IsGreedy: true), new ContinuationScore(-2, 1, IsGreedy: false)],
        });
        var plan = TestPlan.Plan(TestPlan.Task(model, samples, protocol));
        var folder = RunFolder.Create(runs.Path, plan.Manifest);
        var first = await TestPlan.RunAsync(plan, folder);

        var again = await ScoreAsync(runs, "again", folder.SampleFile(plan.Tasks[0].Manifest), samples, protocol);

        Assert.That(first.Summary.Results.Single().Value, Is.EqualTo(0.5));
        Assert.That(Json(again), Is.EqualTo(Json(first.Summary)));
    }

    private static async Task<RunSummary> ScoreAsync(
        TemporaryFolder runs, string name, string file, IReadOnlyList<Eval.Core.Datasets.Sample> samples, IProtocol protocol)
    {
        var files = CompletionFiles.Open([file]);
        var bound = files.Bind(protocol.Info.Benchmark, samples, samples, repeats: null);
        var model = new RecordedModel("m", files, new Dictionary<string, BoundCompletions> { [protocol.Info.FullName] = bound });
        var plan = TestPlan.Plan(TestPlan.Task(model, samples, protocol, bound.Repeats));
        var folder = RunFolder.Create(runs.Path, plan.Manifest with { RunId = name });
        return (await TestPlan.RunAsync(plan, folder)).Summary;
    }

    private static string Json(RunSummary summary) =>
        System.Text.Json.JsonSerializer.Serialize(summary with { RunId = "" }, EvalJson.Line.RunSummary);
}
