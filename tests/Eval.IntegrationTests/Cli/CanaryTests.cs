using System.Text;
using System.Text.Json;
using Eval.Testing;
using Eval.Testing.FakeServer;
using NUnit.Framework;

namespace Eval.IntegrationTests.Cli;

/// <summary>No key appears in anything the program leaves behind or shows, whatever the server does with it.</summary>
[NonParallelizable]
public sealed class CanaryTests
{
    private const string Canary = "canary-9d1e55b7-key";

    [Test]
    [CancelAfter(120_000)]
    public async Task After_a_good_run_the_key_is_nowhere(CancellationToken cancellationToken)
    {
        await using var server = LoopbackServer.Start(_ => ("200 OK", Answer("5")));
        var (exitCode, places) = await RunAsync($"{server.Root}/v1", cancellationToken);

        Assert.That(exitCode, Is.Zero);
        AssertTheKeyWasSent(server);
        Assert.That(places.Keys, Has.Some.EndsWith(".html").And.Some.EndsWith(".jsonl").And.Some.EndsWith("cache"), "report, samples and cache were looked at");
        AssertTheKeyIsNowhere(places);
    }

    [TestCase(false)]
    [TestCase(true)]
    [CancelAfter(120_000)]
    public async Task After_a_refused_key_it_is_nowhere(bool isEchoed, CancellationToken cancellationToken)
    {
        await using var server = LoopbackServer.Start(request => ("401 Unauthorized", Error($"Incorrect API key provided{(isEchoed ? $": {request.Authorization}" : "")}")));
        var (exitCode, places) = await RunAsync($"{server.Root}/v1", cancellationToken);

        Assert.That(exitCode, Is.EqualTo(3));
        AssertTheKeyWasSent(server);
        Assert.That(places["stderr"] + places["stdout"], Does.Contain("CANARY_KEY"), "the message names the variable");
        AssertTheKeyIsNowhere(places);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task After_an_error_that_echoes_the_key_to_one_sample_it_is_nowhere(CancellationToken cancellationToken)
    {
        await using var server = LoopbackServer.Start(request => request.Path.EndsWith("/models", StringComparison.Ordinal)
            ? ("200 OK", """{"data":[]}"""u8.ToArray())
            : ("413 Content Too Large", Error($"too long for {request.Authorization}")));
        var (exitCode, places) = await RunAsync($"{server.Root}/v1", cancellationToken);

        Assert.That(exitCode, Is.Not.Zero);
        AssertTheKeyWasSent(server);
        AssertTheKeyIsNowhere(places);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task A_server_that_answers_with_the_key_does_not_get_it_into_the_records(CancellationToken cancellationToken)
    {
        await using var server = LoopbackServer.Start(request => ("200 OK", Answer($"{request.Authorization} 5")));
        var (exitCode, places) = await RunAsync($"{server.Root}/v1", cancellationToken);

        Assert.That(exitCode, Is.Zero);
        AssertTheKeyWasSent(server);
        AssertTheKeyIsNowhere(places);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task After_an_unreachable_server_the_key_is_nowhere(CancellationToken cancellationToken)
    {
        var (exitCode, places) = await RunAsync($"{LoopbackServer.Unreachable()}/v1", cancellationToken);

        Assert.That(exitCode, Is.EqualTo(3));
        AssertTheKeyIsNowhere(places);
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task Help_does_not_show_what_the_environment_holds(CancellationToken cancellationToken)
    {
        using var help = await EvalProcess.RunAsync(["run", "--help"], Environment("unused"), cancellationToken);

        Assert.That(help.ExitCode, Is.Zero, help.Error);
        Assert.That(help.Output, Does.Contain("--no-cache").And.Not.Contain(Canary));
        Assert.That(help.Error, Does.Not.Contain(Canary));
    }

    private static byte[] Answer(string text) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        model = "fake",
        choices = new[] { new { index = 0, message = new { role = "assistant", content = text }, finish_reason = "stop" } },
        usage = new { prompt_tokens = 11, completion_tokens = 3 },
    });

    private static byte[] Error(string message) => JsonSerializer.SerializeToUtf8Bytes(new { error = new { message, type = "refused", code = "refused" } });

    private static Dictionary<string, string> Environment(string cache) => new(StringComparer.Ordinal)
    {
        ["CANARY_KEY"] = Canary,
        ["OPENAI_API_KEY"] = Canary,
        ["ANTHROPIC_API_KEY"] = Canary,
        ["EVAL_CACHE"] = cache,
    };

    // Everything that can be looked at from outside: what was written, what was shown, and what ps shows while it runs.
    private static async Task<(int ExitCode, IReadOnlyDictionary<string, string> Places)> RunAsync(string baseUrl, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        using var process = EvalProcess.Start(
            [
                "run", "-b", "gsm8k@chat", "-m", $"openai-compatible:fake?base_url={baseUrl}&api_key_env=CANARY_KEY",
                "--datasets", TestPaths.MiniDatasets, "--runs", folder.File("runs"), "--verbose",
            ],
            Environment(folder.File("cache")));
        var places = new Dictionary<string, string>(StringComparer.Ordinal) { ["command line"] = await CommandLineAsync(process.Id, cancellationToken) };
        await process.WaitAsync(cancellationToken);
        places["stdout"] = process.Output;
        places["stderr"] = process.Error;
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            // Latin-1 keeps every byte, so a key in a database file is found too.
            places[file] = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, cancellationToken));
        }

        return (process.ExitCode, places);
    }

    private static async Task<string> CommandLineAsync(int id, CancellationToken cancellationToken)
    {
        // Empty while the process is being made.
        var file = $"/proc/{id}/cmdline";
        while (File.Exists(file))
        {
            if (await File.ReadAllTextAsync(file, cancellationToken) is { Length: > 0 } line)
            {
                return line;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
        }

        return "";
    }

    private static void AssertTheKeyWasSent(LoopbackServer server) =>
        Assert.That(server.Requests.Select(request => request.Authorization), Has.Some.EqualTo($"Bearer {Canary}"));

    private static void AssertTheKeyIsNowhere(IReadOnlyDictionary<string, string> places) => Assert.Multiple(() =>
    {
        if (OperatingSystem.IsLinux())
        {
            Assert.That(places["command line"], Does.Contain("api_key_env=CANARY_KEY"));
        }

        foreach (var (place, text) in places)
        {
            Assert.That(text.Contains(Canary, StringComparison.Ordinal), Is.False, $"the key is in {place}");
        }
    });
}
