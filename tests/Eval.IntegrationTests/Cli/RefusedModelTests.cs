using System.Text.Json;
using Eval.Testing;
using Eval.Testing.FakeServer;
using NUnit.Framework;

namespace Eval.IntegrationTests.Cli;

/// <summary>Two models, one of which the server refuses.</summary>
[NonParallelizable]
public sealed class RefusedModelTests
{
    [Test]
    [CancelAfter(120_000)]
    public async Task The_other_model_finishes_and_the_message_names_the_variable_to_set(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await using var server = FakeModelServer.Start(new FakeServerOptions { Unauthorized = new HashSet<string>(StringComparer.Ordinal) { "locked" } });
        using var run = await EvalProcess.RunAsync(
            [
                "run", "-b", "gsm8k@chat",
                "-m", $"openai-compatible:open?base_url={server.BaseUrl}&name=open",
                "-m", $"openai-compatible:locked?base_url={server.BaseUrl}&api_key_env=LOCKED_KEY&name=locked",
                "--datasets", TestPaths.MiniDatasets, "--runs", folder.File("runs"), "--no-cache",
            ],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["LOCKED_KEY"] = "not-the-right-one" },
            cancellationToken);

        var rows = File.ReadAllLines(Path.Combine(TestPaths.MiniDatasets, "gsm8k", "test.jsonl")).Length;
        var finished = Directory.EnumerateFiles(folder.Path, "*.jsonl", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(sample => sample.TryGetProperty("id", out _))
            .ToList();
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(3), run.Error);
            Assert.That(run.Output + run.Error, Does.Contain("set LOCKED_KEY to a valid key").And.Contain("401"));
            Assert.That(finished, Has.Count.EqualTo(rows));
            Assert.That(server.Stats.Unauthorized, Is.Positive);
        });
    }
}
