using System.Text;
using Eval.Hosting.Datasets.Downloads;
using Eval.Hosting.Datasets.Installing;
using Eval.Hosting.Datasets.Manifests;
using Eval.Hosting.Datasets.Verifying;
using Eval.Hosting.Planning;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Hosting.Datasets;

internal sealed class DatasetPullTests
{
    private static readonly DownloadOptions Quick = new() { FirstPause = TimeSpan.FromMilliseconds(1), Attempts = 2 };

    private static readonly byte[] GoodTar = TestArchive.PackFolder("tar", Path.Combine(TestPaths.MiniDatasets, "mmlu"), "");

    private FileServer _server = null!;
    private TemporaryFolder _folder = null!;
    private SilentObserver _observer = null!;
    private Dictionary<string, string> _environment = null!;

    private string Installed => _folder.File("datasets", "mmlu");

    [SetUp]
    public void Begin()
    {
        _server = new FileServer();
        _folder = new TemporaryFolder();
        _observer = new SilentObserver();
        _environment = [];
    }

    [TearDown]
    public async Task EndAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task An_archive_is_installed_in_the_upstream_layout_and_nothing_else_stays()
    {
        var isThereEarly = false;
        _server.Asked = _ => isThereEarly |= Directory.Exists(Installed);
        var outcome = await PullAsync(MiniManifest.Of("mmlu", MiniManifest.Archive("one", _server.Serve("/data.tar", GoodTar))));

        Assert.That(outcome, Has.Property("IsNew").True.And.Property("Source").EqualTo("one"));
        Assert.That(outcome.Report.IsComplete, Is.True);
        Assert.That(outcome.Report.Folder, Is.EqualTo(Installed));
        Assert.That(isThereEarly, Is.False);
        Assert.That(Directory.GetFileSystemEntries(_folder.File("datasets")), Is.EqualTo([Installed]));
        Assert.That(
            Directory.GetFiles(Installed, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Installed, path)),
            Is.EquivalentTo(Directory.GetFiles(Path.Combine(TestPaths.MiniDatasets, "mmlu"), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Path.Combine(TestPaths.MiniDatasets, "mmlu"), path))));
    }

    [Test]
    public async Task A_right_copy_is_not_fetched_again_unless_forced()
    {
        var manifest = MiniManifest.Of("mmlu", MiniManifest.Archive("one", _server.Serve("/data.tar", GoodTar)));
        await PullAsync(manifest);
        var again = await PullAsync(manifest);
        Assert.That(again.IsNew, Is.False);
        Assert.That(_server.Requests, Has.Count.EqualTo(1));

        var forced = await PullAsync(manifest, options => options with { Force = true });
        Assert.That(forced.IsNew, Is.True);
        Assert.That(_server.Requests, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_source_that_is_gone_is_followed_by_the_next_one()
    {
        var outcome = await PullAsync(MiniManifest.Of(
            "mmlu",
            MiniManifest.Archive("gone", _server.At("/gone.tar")),
            MiniManifest.Archive("mirror", _server.Serve("/data.tar", GoodTar))));

        Assert.That(outcome.Source, Is.EqualTo("mirror"));
        Assert.That(_observer.Notices, Has.Some.Contains("gone failed").And.Some.Contains("404"));
    }

    [Test]
    public async Task A_wrong_checksum_a_cut_archive_and_other_content_each_lead_to_the_next_source()
    {
        var other = TestArchive.Pack("zip", [("data/test/anatomy_test.csv", "Which?,a,b,c,d,A\n"u8.ToArray())]);
        var outcome = await PullAsync(MiniManifest.Of(
            "mmlu",
            MiniManifest.Archive("checksum", _server.Serve("/a.tar", GoodTar), sha256: new string('1', 64)),
            MiniManifest.Archive("cut", _server.Serve("/b.tar", GoodTar[..(GoodTar.Length / 2)])),
            MiniManifest.Archive("other", _server.Serve("/c.zip", other)),
            MiniManifest.Archive("nothing", _server.Serve("/d.zip", TestArchive.Pack("zip", [("README.md", [1])]))),
            MiniManifest.Archive("good", _server.Serve("/e.tar", GoodTar))));

        Assert.That(outcome.Source, Is.EqualTo("good"));
        Assert.That(
            _observer.Notices,
            Has.Some.Match("checksum failed: .*SHA-256").And.Some.Match("cut failed: .*").And.Some.Match("other failed: .*1 samples").And.Some.Match("nothing failed: .*holds no file"));
    }

    [Test]
    public async Task When_every_source_fails_each_is_named_and_what_was_installed_stays()
    {
        await PullAsync(MiniManifest.Of("mmlu", MiniManifest.Archive("one", _server.Serve("/data.tar", GoodTar))));
        var before = File.GetLastWriteTimeUtc(Path.Combine(Installed, "data", "test", "anatomy_test.csv"));

        Assert.That(
            () => PullAsync(MiniManifest.Of("mmlu", MiniManifest.Archive("a", _server.At("/x.tar")), MiniManifest.Archive("b", _server.At("/y.tar"))), options => options with { Force = true }),
            Throws.TypeOf<DownloadException>().With.Message.Contains("a: ").And.Message.Contains("b: ").And.Message.Contains("HTTPS_PROXY").And.Message.Contains("datasets import"));
        Assert.That(File.GetLastWriteTimeUtc(Path.Combine(Installed, "data", "test", "anatomy_test.csv")), Is.EqualTo(before));
    }

    [Test]
    public async Task Readable_but_unknown_content_is_installed_only_when_asked()
    {
        var manifest = MiniManifest.Of("mmlu", MiniManifest.Archive("one", _server.Serve("/data.tar", GoodTar)));
        manifest = manifest with { Splits = [.. manifest.Splits.Select(split => split with { Digests = [new string('0', 64)] })] };

        Assert.That(() => PullAsync(manifest), Throws.TypeOf<DownloadException>().With.Message.Contains("--allow-unknown-content"));
        Assert.That(Directory.Exists(Installed), Is.False);

        var outcome = await PullAsync(manifest, options => options with { AllowsUnknownContent = true });
        Assert.That(outcome.Report.Splits.Select(split => split.State), Is.All.EqualTo(SplitState.UnknownContent));
        Assert.That(Directory.Exists(Installed), Is.True);
    }

    [Test]
    public async Task A_pull_that_was_cancelled_goes_on_where_it_stopped()
    {
        var manifest = MiniManifest.Of("mmlu", MiniManifest.Archive("one", _server.Serve("/data.tar", GoodTar)));
        _server.Next("/data.tar", new FileReply { Body = GoodTar, Tag = "\"1\"", CutAfter = 20_000, Hangs = true });
        using (var cancel = new CancellationTokenSource())
        {
            _observer.Received = received =>
            {
                if (received == 20_000)
                {
                    cancel.Cancel();
                }
            };
            Assert.That(() => PullAsync(manifest, cancellationToken: cancel.Token), Throws.InstanceOf<OperationCanceledException>());
        }

        Assert.That(Directory.Exists(Installed), Is.False);
        _observer.Received = null;
        var outcome = await PullAsync(manifest);

        Assert.That(_server.Requests[^1].Header("Range"), Is.EqualTo("bytes=20000-"));
        Assert.That(outcome.Report.IsComplete, Is.True);
    }

    [Test]
    public async Task A_process_that_ended_while_replacing_leaves_the_old_copy_to_be_found()
    {
        var manifest = MiniManifest.Of("mmlu", MiniManifest.Archive("one", _server.Serve("/data.tar", GoodTar)));
        await PullAsync(manifest);
        Directory.Move(Installed, _folder.File("datasets", ".mmlu.previous"));
        Directory.CreateDirectory(_folder.File("datasets", ".mmlu.incoming", "mmlu"));

        var outcome = await PullAsync(manifest);

        Assert.That(outcome.IsNew, Is.False);
        Assert.That(Directory.GetFileSystemEntries(_folder.File("datasets")), Is.EqualTo([Installed]));
    }

    [Test]
    public async Task Two_pulls_of_one_data_set_do_not_meet()
    {
        var manifest = MiniManifest.Of("mmlu", MiniManifest.Archive("one", _server.Serve("/data.tar", GoodTar)));
        RequestException? second = null;
        _server.Asked = _ =>
        {
            try
            {
                PullAsync(manifest).GetAwaiter().GetResult();
            }
            catch (RequestException refused)
            {
                second = refused;
            }
        };

        await PullAsync(manifest);

        Assert.That(second?.Message, Does.Contain("another process"));
    }

    [Test]
    public async Task EVAL_MIRROR_is_asked_before_the_address_itself()
    {
        var url = new Uri("http://upstream.invalid/folder/data.tar");
        _server.Serve("/tree/upstream.invalid/folder/data.tar", GoodTar);
        _environment["EVAL_MIRROR"] = _server.At("/tree").AbsoluteUri;

        var outcome = await PullAsync(MiniManifest.Of("mmlu", MiniManifest.Archive("one", url)));

        Assert.That(outcome.Report.IsComplete, Is.True);
    }

    [Test]
    public void A_source_that_is_not_in_the_manifest_is_refused_with_those_that_are() =>
        Assert.That(
            () => PullAsync(MiniManifest.Of("mmlu", MiniManifest.Archive("one", _server.At("/x"))), options => options with { Source = "two" }),
            Throws.TypeOf<RequestException>().With.Message.Contains("Known: one"));

    [Test]
    public async Task Exemplar_files_are_fetched_converted_and_only_the_missing_ones_fetched_again()
    {
        const string Task = "fewshot_config:\n  samples:\n  - question: How many?\n    target: The answer is 7.\n";
        var mini = Path.Combine(TestPaths.MiniDatasets, "gsm8k");
        var manifest = MiniManifest.Of("gsm8k", MiniManifest.Files(
            "one", _server.Serve("/train.jsonl", await File.ReadAllBytesAsync(Path.Combine(mini, "train.jsonl"))), _server.Serve("/test.jsonl", await File.ReadAllBytesAsync(Path.Combine(mini, "test.jsonl")))));
        using var expected = new TemporaryFolder();
        var converted = expected.Write("cot.jsonl", "{\"question\":\"How many?\",\"target\":\"The answer is 7.\"}\n");
        manifest = manifest with
        {
            Exemplars =
            [
                new ExemplarSource
                {
                    Id = "cot",
                    File = new RemoteFile(_server.At("/task.yaml"), Sha256: null, "task.yaml"),
                    Conversion = ExemplarConversion.LmEvalCotYaml,
                    Path = "exemplars/cot_8shot.jsonl",
                    Count = 1,
                    Licence = "MIT",
                    Digests = [Eval.Core.Datasets.ContentDigest.Compute(ExemplarFile.Read(converted, ExemplarConversion.LmEvalCotYaml))],
                },
            ],
        };

        var without = await PullAsync(manifest);
        Assert.That(without.Warnings.Single(), Does.Contain("exemplars/cot_8shot.jsonl is missing").And.Contain("404"));
        Assert.That(without.Report.IsSound, Is.True);

        _server.Serve("/task.yaml", Encoding.UTF8.GetBytes(Task));
        var with = await PullAsync(manifest);
        Assert.That(with.Warnings, Is.Empty);
        Assert.That(with.Report.IsComplete, Is.True);
        Assert.That(await File.ReadAllTextAsync(_folder.File("datasets", "gsm8k", "exemplars", "cot_8shot.jsonl")), Is.EqualTo(await File.ReadAllTextAsync(converted)));
        Assert.That(_server.Requests.Count(request => request.Path == "/train.jsonl"), Is.EqualTo(1));
    }

    private async Task<InstallOutcome> PullAsync(DatasetManifest manifest, Func<InstallOptions, InstallOptions>? change = null, CancellationToken cancellationToken = default)
    {
        using var downloader = new FileDownloader(Quick, TimeProvider.System, _observer);
        var options = new InstallOptions { Folder = _folder.File("datasets") };
        return await new DatasetPull(downloader, new MirrorRules(_environment.GetValueOrDefault), _observer).RunAsync(manifest, change?.Invoke(options) ?? options, cancellationToken);
    }
}
