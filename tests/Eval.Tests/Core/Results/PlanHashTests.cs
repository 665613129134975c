using Eval.Core.Results;
using Eval.Tests.Core.Running;
using NUnit.Framework;

namespace Eval.Tests.Core.Results;

public sealed class PlanHashTests
{
    private static RunManifest Manifest { get; } =
        TestPlan.Plan(TestPlan.Task(new FakeModel("m", _ => FakeModel.Text("A")), TestPlan.Samples(4))).Manifest;

    private static TaskManifest Task => Manifest.Tasks[0];

    private static IEnumerable<TestCaseData> Changes()
    {
        yield return new TestCaseData(Manifest with { Seed = 2 }, "seed: 1 in the run, 2 now");
        yield return new TestCaseData(Manifest with { Limit = 5 }, "limit: none in the run, 5 now");
        yield return new TestCaseData(Manifest with { Models = [Manifest.Models[0] with { Fingerprint = "other" }] }, "model m: fake-m in the run, other now");
        yield return new TestCaseData(Manifest with { Tasks = [Task with { Version = 2 }] }, "m on quiz@plain, version: 1 in the run, 2 now");
        yield return new TestCaseData(Manifest with { Tasks = [Task with { Repeats = 3 }] }, "m on quiz@plain, repeats: 1 in the run, 3 now");
        yield return new TestCaseData(
            Manifest with { Tasks = [Task with { Digests = new Dictionary<string, string> { ["test"] = "e" } }] },
            "m on quiz@plain, data of split test: d in the run, e now");
        yield return new TestCaseData(
            Manifest with { Tasks = [Task with { Generation = new GenerationManifest(64, 0.5, null, null) }] },
            "m on quiz@plain, temperature: asked for now, not in the run");
    }

    [TestCaseSource(nameof(Changes))]
    public void What_changes_the_measurement_changes_the_hash_and_is_named(RunManifest now, string difference)
    {
        Assert.That(PlanHash.Compute(now), Is.Not.EqualTo(PlanHash.Compute(Manifest)));
        Assert.That(PlanHash.Differences(Manifest, now), Does.Contain(difference));
    }

    [Test]
    public void A_task_on_one_side_only_is_named_once()
    {
        var now = Manifest with { Tasks = [Task, Task with { Benchmark = "other", Digests = new Dictionary<string, string> { ["test"] = "d", ["dev"] = "e" } }] };
        Assert.That(PlanHash.Differences(Manifest, now), Is.EqualTo(new[] { "m on other@plain: asked for now, not in the run" }));
        Assert.That(PlanHash.Differences(now, Manifest), Is.EqualTo(new[] { "m on other@plain: in the run, not asked for now" }));
    }

    [Test]
    public void Where_when_and_with_which_machine_is_not_the_plan()
    {
        var now = Manifest with
        {
            RunId = "x",
            ToolVersion = "9",
            Started = DateTimeOffset.UnixEpoch,
            Command = ["other", "words"],
            Host = new HostManifest("other", "arm64", 64, "net"),
            Status = RunStatus.Failed,
            MaxErrorRate = 0.5,
            Tasks = [Task with { Dataset = "elsewhere" }],
        };
        Assert.That(PlanHash.Compute(now), Is.EqualTo(PlanHash.Compute(Manifest)));
        Assert.That(PlanHash.Differences(Manifest, now), Is.Empty);
    }
}
