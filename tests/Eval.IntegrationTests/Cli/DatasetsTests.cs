using System.Text.Json;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.IntegrationTests.Cli;

/// <summary><c>datasets</c> in a process of its own, with a server on this machine in the place of the upstream addresses.</summary>
internal sealed class DatasetsTests
{
    private TemporaryFolder _folder = null!;
    private FileServer _server = null!;
    private Dictionary<string, string> _environment = null!;

    [SetUp]
    public void Begin()
    {
        _folder = new TemporaryFolder();
        _server = new FileServer();
        _environment = new Dictionary<string, string> { ["EVAL_DATA_HOME"] = _folder.File("home"), ["EVAL_MIRROR"] = "http://mirror.invalid/tree" };

        // The mirror's name does not exist: only the proxy can answer for it.
        foreach (var name in new[] { "http_proxy", "HTTP_PROXY" })
        {
            _environment[name] = _server.Address.AbsoluteUri;
        }

        _environment["NO_PROXY"] = "";
        _environment["no_proxy"] = "";
    }

    [TearDown]
    public async Task EndAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    [CancelAfter(300_000)]
    public async Task All_of_MMLU_is_pulled_through_proxy_and_mirror_verified_and_listed(CancellationToken cancellationToken)
    {
        Serve("people.eecs.berkeley.edu/~hendrycks/data.tar", TestArchive.PackFolder("tar", TestPaths.Shared("datasets", "mmlu", "data"), "data/"));

        using var pull = await EvalProcess.RunAsync(["datasets", "pull", "mmlu"], _environment, cancellationToken);
        Assert.That(pull.ExitCode, Is.EqualTo(0), pull.Error);
        Assert.That(pull.Output, Does.Contain("Licence: MIT").And.Contain("test 14,042").And.Contain("content verified"));
        Assert.That(_server.Requests.Single().Target, Is.EqualTo("http://mirror.invalid/tree/people.eecs.berkeley.edu/~hendrycks/data.tar"));

        using var verify = await EvalProcess.RunAsync(["datasets", "verify", "mmlu", "--json"], _environment, cancellationToken);
        Assert.That(verify.ExitCode, Is.EqualTo(0), verify.Error);
        using var json = JsonDocument.Parse(verify.Output);
        Assert.That(json.RootElement[0].GetProperty("is_complete").GetBoolean(), Is.True);

        using var list = await EvalProcess.RunAsync(["datasets", "list"], _environment, cancellationToken);
        Assert.That(list.Output, Does.Contain(_folder.File("home", "datasets", "mmlu")));
    }

    [Test]
    [CancelAfter(300_000)]
    public async Task C_Eval_shows_its_non_commercial_licence(CancellationToken cancellationToken)
    {
        Serve("huggingface.co/datasets/ceval/ceval-exam/resolve/main/ceval-exam.zip", TestArchive.PackFolder("zip", TestPaths.Shared("datasets", "ceval"), ""));

        using var pull = await EvalProcess.RunAsync(["datasets", "pull", "ceval"], _environment, cancellationToken);

        Assert.That(pull.ExitCode, Is.EqualTo(0), pull.Error);
        Assert.That(pull.Output, Does.Contain("CC-BY-NC-SA-4.0: non-commercial use only").And.Contain("test 12,342"));
    }

    [Test]
    [CancelAfter(300_000)]
    public async Task A_pull_that_was_killed_goes_on_where_it_stopped(CancellationToken cancellationToken)
    {
        const string Url = "people.eecs.berkeley.edu/~hendrycks/data.tar";
        var tar = TestArchive.PackFolder("tar", TestPaths.Shared("datasets", "mmlu", "data"), "data/");
        _server.Next("/tree/" + Url, new FileReply { Body = tar, Tag = "\"1\"", CutAfter = 1_000_000, Hangs = true });
        using (var killed = EvalProcess.Start(["datasets", "pull", "mmlu"], _environment))
        {
            var downloads = _folder.File("home", "datasets", ".mmlu.download");
            while (!Directory.Exists(downloads) || Directory.EnumerateFiles(downloads, "*.part", SearchOption.AllDirectories).All(path => new FileInfo(path).Length < 1_000_000))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
            }

            killed.Kill();
            await killed.WaitAsync(cancellationToken);
        }

        Serve(Url, tar);
        using var pull = await EvalProcess.RunAsync(["datasets", "pull", "mmlu"], _environment, cancellationToken);

        Assert.That(pull.ExitCode, Is.EqualTo(0), pull.Error);
        Assert.That(_server.Requests[^1].Header("Range"), Is.EqualTo("bytes=1000000-"));
        Assert.That(Directory.GetFileSystemEntries(_folder.File("home", "datasets")).Select(Path.GetFileName), Is.EqualTo(["mmlu"]));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task When_no_source_answers_the_program_says_what_to_do_and_ends_with_3(CancellationToken cancellationToken)
    {
        using var pull = await EvalProcess.RunAsync(["datasets", "pull", "humaneval", "--source", "github"], _environment, cancellationToken);

        Assert.That(pull.ExitCode, Is.EqualTo(3));
        Assert.That(pull.Error, Does.Contain("No source gave humaneval").And.Contain("datasets import PATH"));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Importing_what_is_not_the_real_data_ends_with_2(CancellationToken cancellationToken)
    {
        using var import = await EvalProcess.RunAsync(["datasets", "import", Path.Combine(TestPaths.MiniDatasets, "gsm8k")], _environment, cancellationToken);

        Assert.That(import.ExitCode, Is.EqualTo(2));
        Assert.That(import.Error, Does.Contain("60 samples, expected 1319"));
    }

    private void Serve(string address, byte[] content) => _server.Serve("/tree/" + address, content);
}
