using System.Text.Json;
using CsCheck;
using Eval.Core.Models;
using Eval.Core.Results;
using Eval.Core.Scoring;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Core.Running;

/// <summary>What a killed process leaves is a prefix of the samples file's bytes: from any prefix the same command ends with the same summary.</summary>
public sealed class ResumeTests
{
    [Test]
    public async Task From_a_samples_file_cut_at_any_byte_of_its_last_line_the_summary_is_that_of_an_undisturbed_run()
    {
        using var runs = new TemporaryFolder();
        var plan = Plan(out _);
        var folder = RunFolder.Create(runs.Path, plan.Manifest);
        var expected = Json((await TestPlan.RunAsync(plan, folder)).Summary);
        var file = folder.SampleFile(plan.Tasks[0].Manifest);
        var bytes = await File.ReadAllBytesAsync(file);
        var lines = LineEnds(bytes);

        for (var length = lines[^2] - 2; length <= bytes.Length; length++)
        {
            await CutAsync(folder, file, bytes, length);
            var again = Plan(out var model);

            var resumed = await TestPlan.RunAsync(again, folder);

            Assert.That(Json(resumed.Summary), Is.EqualTo(expected), $"cut at byte {length}");
            Assert.That(model.Asked, Has.Count.EqualTo(lines.Count(end => end - 1 > length)), $"cut at byte {length}: only what is not whole is asked");
        }
    }

    [Test]
    public void From_a_samples_file_cut_anywhere_and_as_often_the_summary_is_that_of_an_undisturbed_run() =>
        Gen.Double.Unit.Array[1, 5].Sample(
            cuts =>
            {
                using var runs = new TemporaryFolder();
                var plan = Plan(out _);
                var folder = RunFolder.Create(runs.Path, plan.Manifest);
                var expected = Json(TestPlan.RunAsync(plan, folder).GetAwaiter().GetResult().Summary);
                var file = folder.SampleFile(plan.Tasks[0].Manifest);
                foreach (var cut in cuts)
                {
                    var bytes = File.ReadAllBytes(file);
                    CutAsync(folder, file, bytes, (int)(cut * bytes.Length)).GetAwaiter().GetResult();
                    var resumed = TestPlan.RunAsync(Plan(out _), folder).GetAwaiter().GetResult();
                    Assert.That(Json(resumed.Summary), Is.EqualTo(expected));
                }
            },
            iter: 30);

    [Test]
    public async Task A_run_folder_of_another_plan_is_refused_with_what_differs_and_nothing_is_asked()
    {
        using var runs = new TemporaryFolder();
        var plan = Plan(out _);
        var folder = RunFolder.Create(runs.Path, plan.Manifest);
        await TestPlan.RunAsync(plan, folder);
        var model = new FakeModel("other", _ => FakeModel.Text("A"));
        var other = TestPlan.Plan(seed: 2, TestPlan.Task(model, TestPlan.Samples(30)));

        Assert.That(async () => await TestPlan.RunAsync(other, folder), Throws.TypeOf<RunFolderException>()
            .With.Message.Contains("seed: 1 in the run, 2 now")
            .And.Message.Contains("model m: in the run, not asked for now")
            .And.Message.Contains("model other: asked for now, not in the run"));
        Assert.That(model.Asked, Is.Empty);
    }

    [Test]
    public async Task A_broken_line_in_the_middle_stops_before_anything_is_asked()
    {
        using var runs = new TemporaryFolder();
        var plan = Plan(out _);
        var folder = RunFolder.Create(runs.Path, plan.Manifest);
        await TestPlan.RunAsync(plan, folder);
        var file = folder.SampleFile(plan.Tasks[0].Manifest);
        var lines = await File.ReadAllLinesAsync(file);
        lines[4] = lines[4][..20];
        await File.WriteAllTextAsync(file, string.Join('\n', lines) + "\n");
        var again = Plan(out var model);

        Assert.That(async () => await TestPlan.RunAsync(again, folder), Throws.TypeOf<RunFolderException>().With.Message.StartsWith($"{file}:5: "));
        Assert.That(model.Asked, Is.Empty);
    }

    [Test]
    public async Task A_run_that_another_process_is_writing_is_refused()
    {
        using var runs = new TemporaryFolder();
        var plan = Plan(out var model);
        var folder = RunFolder.Create(runs.Path, plan.Manifest);
        using (folder.Lock())
        {
            Assert.That(async () => await TestPlan.RunAsync(plan, folder), Throws.TypeOf<RunFolderException>().With.Message.Contains("another process"));
        }

        Assert.That(model.Asked, Is.Empty);
        Assert.That((await TestPlan.RunAsync(plan, folder)).Status, Is.EqualTo(RunStatus.Completed));
    }

    [Test]
    public async Task A_resumed_run_keeps_its_name_and_start_and_has_no_summary_while_it_goes_on()
    {
        using var runs = new TemporaryFolder();
        var plan = Plan(out _);
        var folder = RunFolder.Create(runs.Path, plan.Manifest with { RunId = "first" });
        await TestPlan.RunAsync(plan, folder);
        var file = folder.SampleFile(plan.Tasks[0].Manifest);
        var bytes = await File.ReadAllBytesAsync(file);
        await CutAsync(folder, file, bytes, bytes.Length / 2);
        var hadSummary = false;
        var observer = new RecordingObserver { OnSample = _ => hadSummary |= File.Exists(folder.SummaryFile) };

        var outcome = await TestPlan.RunAsync(Plan(out _), folder, observer);

        Assert.That(hadSummary, Is.False);
        Assert.That((outcome.Summary.RunId, outcome.Manifest.Started, folder.ReadSummary()!.RunId), Is.EqualTo(("first", plan.Manifest.Started, "first")));
    }

    [Test]
    public async Task Records_of_another_version_or_of_unknown_samples_do_not_count_as_done()
    {
        using var runs = new TemporaryFolder();
        var plan = Plan(out var model);
        var folder = RunFolder.Create(runs.Path, plan.Manifest);
        var record = new SampleRecord
        {
            Model = "m",
            Benchmark = "quiz",
            Protocol = "plain",
            Version = 1,
            Subset = "",
            Id = "0",
            Repeat = 0,
            Status = SampleStatus.Scored,
            Score = 1,
        };
        SampleRecord[] strangers = [record with { Version = 2 }, record with { Id = "none" }, record with { Repeat = 7, Id = "0#7" }, record with { Repeat = 1 }, record with { Model = "n" }];
        await File.WriteAllLinesAsync(
            folder.SampleFile(plan.Tasks[0].Manifest),
            strangers.Select(stranger => JsonSerializer.Serialize(stranger, EvalJson.Line.SampleRecord)));

        await TestPlan.RunAsync(plan, folder);

        Assert.That(model.Asked, Has.Count.EqualTo(30));
    }

    private static Eval.Core.Running.RunPlan Plan(out FakeModel model)
    {
        model = new FakeModel("m", metadata => metadata.SampleId switch
        {
            "7" or "biology/7" => FakeModel.Text("", FinishReason.Length),
            "9" => FakeModel.Text(""),
            _ => FakeModel.Text(metadata.Repeat == 0 ? "A" : "B\n\nand more") with { Cost = new Cost(0.001m, "USD") },
        });
        return TestPlan.Plan(TestPlan.Task(model, TestPlan.Samples(15), repeats: 2));
    }

    // As a kill would leave it: part of the samples, the manifest still running, no summary.
    private static async Task CutAsync(RunFolder folder, string file, byte[] bytes, int length)
    {
        await File.WriteAllBytesAsync(file, bytes[..length]);
        folder.WriteManifest(folder.ReadManifest() with { Status = RunStatus.Running, Finished = null });
        folder.DeleteSummary();
    }

    private static List<int> LineEnds(byte[] bytes) =>
        [.. Enumerable.Range(0, bytes.Length).Where(position => bytes[position] == '\n').Select(position => position + 1)];

    private static string Json(RunSummary summary) => JsonSerializer.Serialize(summary, EvalJson.Line.RunSummary);
}
