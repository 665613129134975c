using System.Text.RegularExpressions;
using Eval.Core.Models;
using Eval.Core.Results;
using Eval.Core.Scoring;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Core.Running;

/// <summary>Budgets, sandboxes, cancellations and defects.</summary>
public sealed class RunnerStopTests
{
    [Test]
    public async Task A_reached_budget_ends_the_run_and_keeps_what_was_in_flight()
    {
        using var runs = new TemporaryFolder();
        var asked = 0;
        var model = new FakeModel("m", async (_, token) =>
        {
            if (Interlocked.Increment(ref asked) > 10)
            {
                throw new BudgetReachedException("The budget of 1 USD is reached.");
            }

            await Task.Delay(20, token);
            return FakeModel.Text("A");
        });
        var plan = TestPlan.Plan(TestPlan.Task(model, TestPlan.Samples(100)));
        var folder = RunFolder.Create(runs.Path, plan.Manifest);

        var outcome = await TestPlan.RunAsync(plan, folder);

        Assert.That((outcome.Status, outcome.Stops.Single().Message), Is.EqualTo((RunStatus.BudgetReached, "The budget of 1 USD is reached.")));
        Assert.That(folder.ReadSamples(plan.Tasks[0].Manifest).Count(), Is.EqualTo(10), "paid answers are kept");
        Assert.That((outcome.Summary.Results[0].Incomplete, folder.ReadSummary()!.Status), Is.EqualTo((true, RunStatus.BudgetReached)));
    }

    [Test]
    public async Task A_sandbox_that_goes_away_stops_its_benchmark_and_scores_nothing_wrongly()
    {
        using var runs = new TemporaryFolder();
        var isUp = true;
        var scored = 0;
        var code = new FakeProtocol
        {
            Info = FakeProtocol.DefaultInfo with { Benchmark = "code" },
            Judge = (sample, _, _) => Interlocked.Increment(ref scored) <= 5 || !isUp && scored > 1000
                ? ValueTask.FromResult(Score.Read("x", "ran", isCorrect: true))
                : throw new SandboxUnavailableException("Docker does not answer.", "Start Docker."),
        };
        var samples = TestPlan.Samples(40);
        var model = new FakeModel("m", _ => FakeModel.Text("A"));
        var other = new FakeModel("n", _ => FakeModel.Text("A"));
        var plan = TestPlan.Plan(TestPlan.Task(model, samples, code), TestPlan.Task(other, samples, code), TestPlan.Task(model, samples));
        var folder = RunFolder.Create(runs.Path, plan.Manifest);

        var outcome = await TestPlan.RunAsync(plan, folder);

        Assert.That(outcome.Status, Is.EqualTo(RunStatus.SandboxStopped));
        var stop = outcome.Stops.Single();
        Assert.That((stop.Benchmark, stop.Model, stop.Message, stop.Fix), Is.EqualTo(("code", (string?)null, "Docker does not answer.", "Start Docker.")));
        var results = outcome.Summary.Results.Where(result => result.Benchmark == "code").ToList();
        Assert.That(results.Sum(result => result.Counts.Scored), Is.EqualTo(5));
        Assert.That(results.Select(result => result.Counts.Error), Is.All.Zero, "the program is not to blame, nor is it an error of the model");
        Assert.That(outcome.Summary.Results.Single(result => result.Benchmark == "quiz").Counts.Scored, Is.EqualTo(40), "other benchmarks go on");

        isUp = false;
        scored = 1000;
        var resumed = await TestPlan.RunAsync(plan, folder);
        Assert.That((resumed.Status, resumed.Summary.Results.Sum(result => result.Counts.Scored)), Is.EqualTo((RunStatus.Completed, 120)));
    }

    [Test]
    public async Task Cancelling_drops_requests_in_flight_and_keeps_answers_that_came()
    {
        using var runs = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var dropped = 0;
        var model = new FakeModel("m", async (metadata, token) =>
        {
            if (int.Parse(metadata.SampleId, System.Globalization.CultureInfo.InvariantCulture) < 8)
            {
                return FakeModel.Text("A");
            }

            try
            {
                stop.CancelAfter(50);
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                Interlocked.Increment(ref dropped);
            }

            return FakeModel.Text("never");
        });
        var plan = TestPlan.Plan(TestPlan.Task(model, TestPlan.Samples(100)));
        var folder = RunFolder.Create(runs.Path, plan.Manifest);
        var observer = new RecordingObserver();

        var outcome = await TestPlan.RunAsync(plan, folder, observer, stop.Token);

        Assert.That((outcome.Status, dropped), Is.EqualTo((RunStatus.Cancelled, 4)));
        Assert.That(folder.ReadSamples(plan.Tasks[0].Manifest).Select(record => (record.Id, record.Status)),
            Is.EquivalentTo(Enumerable.Range(0, 8).Select(row => ($"{row}", SampleStatus.Scored))));
        Assert.That(observer.Events.Last(), Is.EqualTo("end m cancelled"));
    }

    [Test]
    public async Task A_run_cancelled_before_it_starts_asks_nothing()
    {
        using var runs = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var model = new FakeModel("m", _ => FakeModel.Text("A"));
        var plan = TestPlan.Plan(TestPlan.Task(model, TestPlan.Samples(10)));

        var outcome = await TestPlan.RunAsync(plan, RunFolder.Create(runs.Path, plan.Manifest), cancellationToken: stop.Token);

        Assert.That((outcome.Status, model.Asked.Count), Is.EqualTo((RunStatus.Cancelled, 0)));
    }

    [Test]
    public void A_defect_ends_the_run_as_failed_and_comes_out()
    {
        using var runs = new TemporaryFolder();
        var protocol = new FakeProtocol { Judge = (_, _, _) => throw new InvalidOperationException("A bug.") };
        var plan = TestPlan.Plan(TestPlan.Task(new FakeModel("m", _ => FakeModel.Text("A")), TestPlan.Samples(1000), protocol));
        var folder = RunFolder.Create(runs.Path, plan.Manifest);

        Assert.That(async () => await TestPlan.RunAsync(plan, folder), Throws.InvalidOperationException.With.Message.EqualTo("A bug."));
        Assert.That((folder.ReadManifest().Status, folder.ReadSummary()!.Status), Is.EqualTo((RunStatus.Failed, RunStatus.Failed)));
    }

    [Test]
    public async Task A_pattern_that_runs_into_its_time_limit_is_an_error_of_that_sample_only()
    {
        using var runs = new TemporaryFolder();
        var protocol = new FakeProtocol
        {
            Judge = (sample, _, _) => sample.Id == "1" ? throw new RegexMatchTimeoutException() : ValueTask.FromResult(Score.Read("A", "r", isCorrect: true)),
        };
        var plan = TestPlan.Plan(TestPlan.Task(new FakeModel("m", _ => FakeModel.Text("A")), TestPlan.Samples(3), protocol));

        var outcome = await TestPlan.RunAsync(plan, RunFolder.Create(runs.Path, plan.Manifest));

        Assert.That(outcome.Summary.Results[0].Counts, Is.EqualTo(new StatusCounts(3, 2, 0, 0, 1)));
    }

    [Test]
    public async Task No_more_requests_are_in_flight_than_allowed_and_models_run_beside_each_other()
    {
        using var runs = new TemporaryFolder();
        var both = new TaskCompletionSource();
        var models = 0;
        FakeModel Model(string name, int? most)
        {
            var isFirst = 1;
            return new FakeModel(name, async (_, token) =>
            {
                if (Interlocked.Exchange(ref isFirst, 0) == 1 && Interlocked.Increment(ref models) == 2)
                {
                    both.SetResult();
                }

                // Each model answers only once the other has been asked, too.
                await both.Task.WaitAsync(token);
                await Task.Delay(2, token);
                return FakeModel.Text("A");
            })
            {
                Info = new ModelInfo { Name = name, Provider = "fake", ModelId = name, Abilities = ModelAbilities.Text, Fingerprint = name, MaxConcurrency = most },
            };
        }

        var narrow = Model("narrow", 2);
        var wide = Model("wide", null);
        var plan = TestPlan.Plan(TestPlan.Task(narrow, TestPlan.Samples(20)), TestPlan.Task(wide, TestPlan.Samples(60)));

        await TestPlan.RunAsync(plan, RunFolder.Create(runs.Path, plan.Manifest));

        Assert.That((narrow.MostInFlight, wide.MostInFlight), Is.EqualTo((2, 4)));
    }

    [Test]
    public async Task Slow_scoring_leaves_requests_running_but_not_without_bound()
    {
        using var runs = new TemporaryFolder();
        var gate = new TaskCompletionSource();
        var model = new FakeModel("m", _ => FakeModel.Text("A"));
        var protocol = new FakeProtocol
        {
            Judge = async (_, _, _) =>
            {
                await gate.Task;
                return Score.Read("A", "r", isCorrect: true);
            },
        };
        var plan = TestPlan.Plan(TestPlan.Task(model, TestPlan.Samples(1_000), protocol) with { NeedsSandbox = true });
        var running = TestPlan.RunAsync(plan, RunFolder.Create(runs.Path, plan.Manifest));
        var scorers = Environment.ProcessorCount;
        var bound = scorers + Math.Max(4, scorers) + 4;
        SpinWait.SpinUntil(() => model.Asked.Count == bound, TimeSpan.FromSeconds(10));
        await Task.Delay(50, CancellationToken.None);

        Assert.That(model.Asked, Has.Count.EqualTo(bound), "in scoring, waiting, and held by the askers");

        gate.SetResult();
        Assert.That((await running).Summary.Results[0].Counts.Scored, Is.EqualTo(1_000));
    }
}
