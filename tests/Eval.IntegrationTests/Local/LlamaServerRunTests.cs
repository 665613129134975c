using System.Diagnostics;
using System.Text.Json.Nodes;
using Eval.IntegrationTests.Cli;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.IntegrationTests.Local;

/// <summary>Whole runs of the real program on a llama-server that it starts and ends itself.</summary>
public sealed class LlamaServerRunTests
{
    private const int Questions = 12;

    public enum Ending
    {
        Kill,
        Interrupt,
    }

    [TestCase(Ending.Kill)]
    [TestCase(Ending.Interrupt)]
    public async Task No_server_is_left_when_the_harness_is_ended_in_mid_run(Ending ending)
    {
        _ = LlamaServerEngine.Program;
        using var folder = new TemporaryFolder();
        var file = ServerProcesses.CopyModel(folder);
        using var harness = EvalProcess.Start(Slow(folder, file));
        await ServerProcesses.WaitUntilAsync(async () => harness.HasExited || (await ServerProcesses.RunningAsync(file)).Count > 0);
        Assert.That(await ServerProcesses.RunningAsync(file), Is.Not.Empty, harness.Error);
        if (ending == Ending.Kill)
        {
            harness.Kill();
        }
        else
        {
            harness.Interrupt();
        }

        await harness.WaitAsync(default);
        await ServerProcesses.WaitUntilAsync(async () => (await ServerProcesses.RunningAsync(file)).Count == 0);
        Assert.That(await ServerProcesses.RunningAsync(file), Is.Empty);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task A_server_killed_in_mid_run_stops_the_model_keeps_what_is_done_and_the_run_resumes(CancellationToken cancellationToken)
    {
        _ = LlamaServerEngine.Program;
        using var folder = new TemporaryFolder();
        var file = ServerProcesses.CopyModel(folder);
        using var harness = EvalProcess.Start(Slow(folder, file));
        await ServerProcesses.WaitUntilAsync(() => Task.FromResult(harness.HasExited || Samples(folder).Count >= 2));
        foreach (var id in await ServerProcesses.RunningAsync(file))
        {
            using var server = Process.GetProcessById(id);
            server.Kill();
        }

        await harness.WaitAsync(cancellationToken);
        var kept = Samples(folder);
        using var resumed = await EvalProcess.RunAsync(Slow(folder, file), environment: null, cancellationToken);
        var after = Samples(folder);
        Assert.Multiple(() =>
        {
            Assert.That(harness.ExitCode, Is.EqualTo(3), harness.Error);
            Assert.That(harness.Error + harness.Output, Does.Contain("signal 9").And.Contain("last words"));
            Assert.That(kept, Has.Count.GreaterThanOrEqualTo(2).And.Count.LessThan(Questions));
            Assert.That(resumed.ExitCode, Is.Zero, resumed.Error);
            Assert.That(after, Is.SupersetOf(kept), "what was done is kept as it was");
            Assert.That(after, Has.Count.EqualTo(Questions));
            Assert.That(Summary(folder)["status"]!.GetValue<string>(), Is.EqualTo("completed"));
        });
        Assert.That(await ServerProcesses.RunningAsync(file), Is.Empty);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task A_file_that_the_server_cannot_load_stops_its_model_with_the_servers_words(CancellationToken cancellationToken)
    {
        _ = LlamaServerEngine.Program;
        using var folder = new TemporaryFolder();
        var file = ServerProcesses.CopyModel(folder);
        await using (var stream = File.OpenWrite(file))
        {
            stream.SetLength(stream.Length / 2);
        }

        using var harness = await EvalProcess.RunAsync(
            ["run", "-b", "ceval@lm-eval", "-m", $"gguf:{file}", "-m", "baseline:random", "--datasets", TestPaths.MiniDatasets, "--runs", folder.File("runs")], environment: null, cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(harness.ExitCode, Is.EqualTo(3), harness.Error);
            Assert.That(harness.Error, Does.Contain("last words").And.Not.Contain("defect"));
            Assert.That(harness.Output, Does.Contain("baseline:random"), "the other model goes on");
        });
        Assert.That(await ServerProcesses.RunningAsync(file), Is.Empty);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task A_server_that_cannot_be_reached_stops_its_model(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var address = LoopbackServer.Unreachable();

        using var harness = await EvalProcess.RunAsync(
            ["run", "-b", "ceval@lm-eval", "-m", $"llama-server:{address}", "--datasets", TestPaths.MiniDatasets, "--runs", folder.File("runs")], environment: null, cancellationToken);

        Assert.That(harness.ExitCode, Is.EqualTo(3), harness.Error);
        Assert.That(harness.Error, Does.Contain(address).And.Contain("cannot be reached").And.Contain("Start llama-server").And.Not.Contain("defect"));
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task No_server_is_left_after_a_run_that_is_refused(CancellationToken cancellationToken)
    {
        _ = LlamaServerEngine.Program;
        using var folder = new TemporaryFolder();
        var file = ServerProcesses.CopyModel(folder);
        using var harness = await EvalProcess.RunAsync(["run", "-b", "gsm8k@chat", "-m", $"gguf:{file}?ctx=512", "--runs", folder.File("runs")], environment: null, cancellationToken);
        Assert.Multiple(() =>
        {
            Assert.That(harness.ExitCode, Is.EqualTo(2));
            Assert.That(harness.Error, Does.Contain("no chat template").And.Contain("template="));
        });
        Assert.That(await ServerProcesses.RunningAsync(file), Is.Empty);
    }

    // Two requests a second, so that a run can be met in the middle of its work.
    private static string[] Slow(TemporaryFolder folder, string file) =>
    [
        "run", "-b", "gsm8k@cot", "-m", $"gguf:{file}?ctx=4096&parallel=1&requests_per_minute=120", "--limit", $"{Questions}",
        "--datasets", TestPaths.MiniDatasets, "--runs", folder.File("runs"), "--no-cache",
    ];

    private static string RunFolder(TemporaryFolder folder) => Directory.GetDirectories(folder.File("runs")).Single();

    private static List<string> Samples(TemporaryFolder folder) => !Directory.Exists(folder.File("runs")) ? [] :
        [.. Directory.GetFiles(folder.File("runs"), "*.jsonl", SearchOption.AllDirectories).SelectMany(Lines).Where(line => JsonNode.Parse(line)!["status"]!.GetValue<string>() != "error")];

    // A line that is just being written has no end yet.
    private static IEnumerable<string> Lines(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static JsonNode Summary(TemporaryFolder folder) => JsonNode.Parse(File.ReadAllText(Path.Combine(RunFolder(folder), "summary.json")))!;
}
