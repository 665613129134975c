using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Results;
using Eval.Core.Scoring;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Core.Running;

public sealed class RunnerTests
{
    [Test]
    public async Task Every_sample_is_asked_once_scored_and_kept()
    {
        using var runs = new TemporaryFolder();
        var model = new FakeModel("m", _ => FakeModel.Text("A"));
        var plan = TestPlan.Plan(TestPlan.Task(model, TestPlan.Samples(100)));
        var folder = RunFolder.Create(runs.Path, plan.Manifest);

        var outcome = await TestPlan.RunAsync(plan, folder);

        Assert.That(outcome.Status, Is.EqualTo(RunStatus.Completed));
        Assert.That(model.Asked, Has.Count.EqualTo(100).And.Unique);
        var records = folder.ReadSamples(plan.Tasks[0].Manifest).ToList();
        Assert.That(records.Select(record => record.Id), Is.EquivalentTo(Enumerable.Range(0, 100).Select(row => $"{row}")));
        var result = outcome.Summary.Results.Single();
        Assert.That(result.Value, Is.EqualTo(0.5));
        Assert.That(result.Counts, Is.EqualTo(new StatusCounts(100, 100, 0, 0, 0)));
        Assert.That(result.Tokens, Is.EqualTo(new TokenTotals(null, null, 1000, 200)));
        Assert.That(folder.ReadManifest().Status, Is.EqualTo(RunStatus.Completed));
    }

    [Test]
    public async Task A_model_hears_once_that_nothing_more_is_asked_after_its_last_answer_and_before_the_summary()
    {
        using var runs = new TemporaryFolder();
        var inner = new FakeModel("m", _ => FakeModel.Text("A"));
        RunFolder? folder = null;
        var heard = new List<(int Asked, RunSummary? Summary)>();
        var model = new Listener(inner, () => heard.Add((inner.Asked.Count, folder!.ReadSummary())));
        var samples = TestPlan.Samples(30);
        var plan = TestPlan.Plan(TestPlan.Task(model, samples), TestPlan.Task(model, samples, new FakeProtocol { Info = FakeProtocol.DefaultInfo with { Name = "other" } }));
        folder = RunFolder.Create(runs.Path, plan.Manifest);

        await TestPlan.RunAsync(plan, folder);

        Assert.That(heard, Is.EqualTo(new[] { (60, (RunSummary?)null) }));
    }

    [Test]
    public async Task A_run_cut_off_after_any_sample_ends_with_the_summary_of_an_undisturbed_one()
    {
        var samples = TestPlan.Samples(40, "algebra", "biology", "chemistry");
        FakeModel Model() => new("m", metadata => FakeModel.Text(metadata.SampleId.EndsWith('3') ? "" : "B"));
        using var runs = new TemporaryFolder();
        var undisturbed = TestPlan.Plan(seed: 1, TestPlan.Task(Model(), samples, repeats: 2));
        var expected = await TestPlan.RunAsync(undisturbed, RunFolder.Create(runs.File("whole"), undisturbed.Manifest));

        using var stop = new CancellationTokenSource();
        var seen = 0;
        var slow = new FakeModel("m", async (metadata, token) =>
        {
            if (Interlocked.Increment(ref seen) > 30)
            {
                await stop.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            }

            return await Model().GenerateAsync(Request(metadata), token);
        });
        var first = TestPlan.Plan(TestPlan.Task(slow, samples, repeats: 2));
        var folder = RunFolder.Create(runs.File("parts"), first.Manifest);
        var cancelled = await TestPlan.RunAsync(first, folder, cancellationToken: stop.Token);
        Assert.That(cancelled.Status, Is.EqualTo(RunStatus.Cancelled));
        var kept = folder.ReadSamples(first.Tasks[0].Manifest).Select(record => record.Id).ToList();
        Assert.That(kept, Has.Count.InRange(1, 30).And.Unique);

        var model = Model();
        var second = TestPlan.Plan(TestPlan.Task(model, samples, repeats: 2));
        var resumed = await TestPlan.RunAsync(second, RunLocator.FindUnfinished(runs.File("parts"), second.Manifest.PlanHash)!);

        Assert.That(model.Asked, Has.Count.EqualTo(80 - kept.Count), "nothing that is done is asked again");
        Assert.That(Json(resumed.Summary), Is.EqualTo(Json(expected.Summary)));
    }

    [Test]
    public async Task A_model_that_stops_leaves_the_others_running_and_its_samples_unrecorded()
    {
        using var runs = new TemporaryFolder();
        var asked = 0;
        var bad = new FakeModel("bad", _ => Interlocked.Increment(ref asked) > 5
            ? throw new ModelStoppedException("401: wrong key.", "Set BAD_API_KEY.")
            : FakeModel.Text("A"));
        var good = new FakeModel("good", _ => FakeModel.Text("A"));
        var samples = TestPlan.Samples(50);
        var plan = TestPlan.Plan(TestPlan.Task(bad, samples), TestPlan.Task(good, samples));

        var outcome = await TestPlan.RunAsync(plan, RunFolder.Create(runs.Path, plan.Manifest));

        Assert.That(outcome.Status, Is.EqualTo(RunStatus.ModelStopped));
        var stop = outcome.Stops.Single();
        Assert.That((stop.Model, stop.Message, stop.Fix), Is.EqualTo(("bad", "401: wrong key.", "Set BAD_API_KEY.")));
        Assert.That(outcome.Summary.Results.Select(result => (result.Model, result.Counts.Scored, result.Counts.Error, result.Incomplete)),
            Is.EqualTo(new[] { ("bad", 5, 0, true), ("good", 50, 0, false) }));
    }

    [Test]
    public async Task A_failed_request_is_an_error_that_is_asked_again_on_resume()
    {
        using var runs = new TemporaryFolder();
        var isHealed = false;
        var model = new FakeModel("m", metadata => metadata.SampleId == "3" && !isHealed
            ? throw new ModelRequestException("500: sorry.") { Attempts = 4 }
            : FakeModel.Text("A"));
        var plan = TestPlan.Plan(TestPlan.Task(model, TestPlan.Samples(10)));
        var folder = RunFolder.Create(runs.Path, plan.Manifest);

        var first = await TestPlan.RunAsync(plan, folder);
        var error = folder.ReadSamples(plan.Tasks[0].Manifest).Single(record => record.Status == SampleStatus.Error);
        Assert.That((error.Id, error.Error, error.Attempts, error.Score), Is.EqualTo(("3", "500: sorry.", 4, (double?)null)));
        Assert.That(first.OverErrorRate, Has.Count.EqualTo(1));
        Assert.That(first.Summary.Results[0].Incomplete, Is.True);
        Assert.That(first.Summary.Results[0].Value, Is.EqualTo(5.0 / 9));
        Assert.That(first.Summary.Results[0].ValueIfErrorsWrong, Is.EqualTo(0.5));

        isHealed = true;
        var second = await TestPlan.RunAsync(plan, folder);

        Assert.That(model.Asked.Count(id => id == "3#0"), Is.EqualTo(2));
        Assert.That(model.Asked, Has.Count.EqualTo(11));
        Assert.That(second.Summary.Results[0].Counts, Is.EqualTo(new StatusCounts(10, 10, 0, 0, 0)));
        Assert.That(second.Summary.Results[0].Incomplete, Is.False);
    }

    private static ModelRequest Request(RequestMetadata metadata) =>
        new() { Prompt = new Prompt(), MaxTokens = 1, Metadata = metadata };

    private static string Json(RunSummary summary) =>
        System.Text.Json.JsonSerializer.Serialize(summary with { RunId = "" }, EvalJson.Line.RunSummary);

    private sealed class Listener(IModel inner, Action hears) : DelegatingModel(inner)
    {
        public override void AskingEnded() => hears();
    }
}
