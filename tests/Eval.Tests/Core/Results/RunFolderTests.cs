using Eval.Core.Results;
using Eval.Testing;
using Eval.Tests.Core.Running;
using NUnit.Framework;

namespace Eval.Tests.Core.Results;

public sealed class RunFolderTests
{
    private static RunManifest Manifest { get; } = TestPlan.Plan().Manifest;

    [Test]
    public void A_manifest_comes_back_as_it_was_written()
    {
        using var runs = new TemporaryFolder();
        var folder = RunFolder.Create(runs.Path, Manifest with { Limit = 3 });

        var read = RunFolder.Open(folder.Path).ReadManifest();

        Assert.That(folder.Id, Does.Match("^20261123-181500-[0-9a-f]{6}$"));
        Assert.That((read.RunId, read.Limit, read.PlanHash, read.Started), Is.EqualTo((Manifest.RunId, 3, Manifest.PlanHash, Manifest.Started)));
        Assert.That(Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName), Is.EqualTo(new[] { "run.json" }), "no temporary file stays");
    }

    [Test]
    public void A_name_that_is_taken_is_refused()
    {
        using var runs = new TemporaryFolder();
        RunFolder.Create(runs.Path, Manifest);

        Assert.That(() => RunFolder.Create(runs.Path, Manifest), Throws.TypeOf<RunFolderException>().With.Property(nameof(RunFolderException.Fix)).Contains("--resume"));
    }

    [Test]
    public void A_runs_folder_that_is_a_file_is_refused()
    {
        using var runs = new TemporaryFolder();
        var file = runs.Write("runs", "");

        Assert.That(() => RunFolder.Create(file, Manifest), Throws.TypeOf<RunStorageException>().With.Property(nameof(RunStorageException.Fix)).Contains("--runs"));
    }

    [Test]
    public void A_newer_format_is_refused_by_number()
    {
        using var runs = new TemporaryFolder();
        var folder = RunFolder.Create(runs.Path, Manifest);
        File.WriteAllText(folder.ManifestFile, """{"format_version": 2, "something": "new"}""");

        Assert.That(folder.ReadManifest, Throws.TypeOf<RunFolderException>()
            .With.Message.EqualTo($"Cannot read {folder.ManifestFile}: it has format version 2; this Eval reads versions up to 1."));
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("""{"format_version":"1"}""")]
    public void A_broken_manifest_is_refused_by_name(string content)
    {
        using var runs = new TemporaryFolder();
        var folder = RunFolder.Create(runs.Path, Manifest);
        File.WriteAllText(folder.ManifestFile, content);

        Assert.That(folder.ReadManifest, Throws.TypeOf<RunFolderException>().With.Message.Contains(folder.ManifestFile));
    }

    [Test]
    public void A_run_is_written_by_one_process_at_a_time_and_shards_exclude_only_themselves()
    {
        using var runs = new TemporaryFolder();
        var folder = RunFolder.Create(runs.Path, Manifest);
        using (folder.Lock())
        {
            Assert.That(() => folder.Lock(), Throws.TypeOf<RunFolderException>().With.Message.Contains("another process is working on it"));
            using var shard = folder.Lock(".shard-1-of-2");
            Assert.That(() => folder.Lock(".shard-1-of-2"), Throws.TypeOf<RunFolderException>());
        }

        folder.Lock().Dispose();
    }

    [Test]
    public void A_folder_without_a_manifest_is_no_run()
    {
        using var runs = new TemporaryFolder();
        Assert.That(() => RunFolder.Open(runs.Path), Throws.TypeOf<RunFolderException>().With.Message.Contains("no run.json"));
    }

    [Test]
    public void Shards_of_a_task_are_read_together()
    {
        using var runs = new TemporaryFolder();
        var folder = RunFolder.Create(runs.Path, Manifest);
        var task = TestPlan.Task(new FakeModel("m", _ => FakeModel.Text("A")), TestPlan.Samples(1)).Manifest;
        File.WriteAllBytes(folder.SampleFile(task, ".shard-2-of-2"), SampleLines.Bytes(SampleLines.Record("2")));
        File.WriteAllBytes(folder.SampleFile(task, ".shard-1-of-2"), SampleLines.Bytes(SampleLines.Record("1")));
        File.WriteAllBytes(folder.SampleFile(task), SampleLines.Bytes(SampleLines.Record("0")));

        Assert.That(folder.ReadSamples(task).Select(record => record.Id), Is.EqualTo(new[] { "0", "1", "2" }));
    }
}
