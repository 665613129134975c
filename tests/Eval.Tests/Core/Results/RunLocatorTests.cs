using Eval.Core.Results;
using Eval.Testing;
using Eval.Tests.Core.Running;
using NUnit.Framework;

namespace Eval.Tests.Core.Results;

public sealed class RunLocatorTests
{
    [Test]
    public void The_newest_unfinished_run_of_the_plan_is_found()
    {
        using var runs = new TemporaryFolder();
        Make(runs, "a", hour: 1, RunStatus.Running, "plan");
        Make(runs, "b", hour: 2, RunStatus.Cancelled, "plan");
        Make(runs, "c", hour: 3, RunStatus.Completed, "plan");
        Make(runs, "d", hour: 4, RunStatus.Running, "other");
        runs.Write("broken/run.json", "{");

        Assert.That(RunLocator.FindUnfinished(runs.Path, "plan")?.Id, Is.EqualTo("b"));
        Assert.That(RunLocator.FindUnfinished(runs.Path, "unknown"), Is.Null);
        Assert.That(RunLocator.List(runs.Path).Select(run => run.Folder.Id), Is.EqualTo(new[] { "d", "c", "b", "a", "broken" }));
        Assert.That(RunLocator.List(runs.Path)[^1].Problem, Does.Contain("run.json"));
    }

    [Test]
    public void A_missing_runs_folder_holds_no_runs()
    {
        using var runs = new TemporaryFolder();
        Assert.That(RunLocator.List(runs.File("none")), Is.Empty);
    }

    [Test]
    public void A_run_is_named_by_id_path_or_latest()
    {
        using var runs = new TemporaryFolder();
        Make(runs, "a", hour: 1, RunStatus.Completed, "plan");
        Make(runs, "b", hour: 2, RunStatus.Completed, "plan");

        Assert.That(RunLocator.Resolve(runs.Path, "a").Id, Is.EqualTo("a"));
        Assert.That(RunLocator.Resolve("elsewhere", runs.File("a")).Id, Is.EqualTo("a"));
        Assert.That(RunLocator.Resolve(runs.Path, "latest").Id, Is.EqualTo("b"));
        Assert.That(() => RunLocator.Resolve(runs.Path, "z"), Throws.TypeOf<RunFolderException>().With.Message.Contains("There is no run z"));
    }

    private static void Make(TemporaryFolder runs, string id, int hour, RunStatus status, string plan) =>
        RunFolder.Create(runs.Path, TestPlan.Plan().Manifest with
        {
            RunId = id,
            Started = new DateTimeOffset(2026, 11, 23, hour, 0, 0, TimeSpan.Zero),
            Status = status,
            PlanHash = plan,
        });
}
