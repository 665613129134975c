using System.Text.Json;
using System.Text.Json.Nodes;
using Eval.Testing;
using Eval.Testing.FakeServer;
using NUnit.Framework;

namespace Eval.IntegrationTests.Cli;

/// <summary>The real program against a slow local endpoint, killed with SIGKILL at random moments and started again.</summary>
[NonParallelizable]
public sealed class KillAndResumeTests
{
    private const int Kills = 20;
    private const int Seed = 20260801;

    [Test]
    [CancelAfter(600_000)]
    public async Task Twenty_kills_lose_nothing_and_ask_no_finished_sample_again(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var asked = new List<string>();
        await using var server = FakeModelServer.Start(new FakeServerOptions { Latency = TimeSpan.FromMilliseconds(60), PromptSeen = prompt => Add(asked, prompt) });
        var questions = Questions();
        var random = new Random(Seed);
        var killed = 0;
        var askedAgain = new List<string>();
        for (var attempt = 0; killed < Kills && attempt < 4 * Kills; attempt++)
        {
            var finished = FinishedIds(folder.Path);
            Clear(asked);
            using var process = EvalProcess.Start(Arguments(folder.File("killed"), server));
            await KillOnceItWorksAsync(process, () => Count(asked), random, cancellationToken);
            killed += process.HasExited && process.ExitCode == 137 ? 1 : 0;
            askedAgain.AddRange(Snapshot(asked).Select(prompt => IdOf(questions, prompt)).Where(finished.Contains));
            if (process.ExitCode == 0)
            {
                // It was faster than the killer: the rest of the kills go to a run of their own.
                Directory.Move(folder.File("killed"), folder.File($"finished-{attempt}"));
            }
        }

        Clear(asked);
        var before = FinishedIds(folder.Path);
        using var last = await EvalProcess.RunAsync(Arguments(folder.File("killed"), server), environment: null, cancellationToken);
        askedAgain.AddRange(Snapshot(asked).Select(prompt => IdOf(questions, prompt)).Where(before.Contains));
        using var whole = await EvalProcess.RunAsync(Arguments(folder.File("undisturbed"), server), environment: null, cancellationToken);

        Assert.Multiple(() =>
        {
            Assert.That(last.ExitCode, Is.Zero, last.Error);
            Assert.That(whole.ExitCode, Is.Zero, whole.Error);
            Assert.That(killed, Is.EqualTo(Kills));
            Assert.That(askedAgain, Is.Empty, "finished samples were asked again");
            Assert.That(Summary(folder.File("killed")), Is.EqualTo(Summary(folder.File("undisturbed"))));
        });
    }

    private static string[] Arguments(string runs, FakeModelServer server) =>
    [
        "run", "-b", "gsm8k@chat", "-m", $"openai-compatible:fake?base_url={server.BaseUrl}&max_concurrency=4",
        "--datasets", TestPaths.MiniDatasets, "--runs", runs, "--no-cache", "--quiet",
    ];

    // Start-up takes most of a process's life here, so the killer waits for the first request and then for a random moment of the work.
    private static async Task KillOnceItWorksAsync(EvalProcess process, Func<int> asked, Random random, CancellationToken cancellationToken)
    {
        var wanted = random.Next(0, 12);
        while (!process.HasExited && asked() < wanted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellationToken);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, wanted == 0 ? 1500 : 60)), cancellationToken);
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitAsync(cancellationToken);
    }

    private static Dictionary<string, string> Questions()
    {
        var lines = File.ReadAllText(Path.Combine(TestPaths.MiniDatasets, "gsm8k", "test.jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Select((line, row) => (Question: JsonDocument.Parse(line).RootElement.GetProperty("question").GetString()!, Id: $"{row}"))
            .ToDictionary(item => item.Question, item => item.Id, StringComparer.Ordinal);
    }

    private static string IdOf(Dictionary<string, string> questions, string prompt) =>
        questions.Single(question => prompt.Contains(question.Key, StringComparison.Ordinal)).Value;

    private static HashSet<string> FinishedIds(string folder)
    {
        var runs = Path.Combine(folder, "killed");
        if (!Directory.Exists(runs))
        {
            return [];
        }

        // A torn last line has no line feed: that sample is not finished.
        return Directory.EnumerateFiles(runs, "*.jsonl", SearchOption.AllDirectories)
            .SelectMany(file => File.ReadAllText(file).Split('\n')[..^1])
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!)
            .ToHashSet(StringComparer.Ordinal);
    }

    private static string Summary(string runs)
    {
        var summary = JsonNode.Parse(File.ReadAllText(Directory.EnumerateFiles(runs, "summary.json", SearchOption.AllDirectories).Single()))!;
        summary.AsObject().Remove("run_id");
        return summary.ToJsonString();
    }

    private static void Add(List<string> asked, string prompt)
    {
        lock (asked)
        {
            asked.Add(prompt);
        }
    }

    private static void Clear(List<string> asked)
    {
        lock (asked)
        {
            asked.Clear();
        }
    }

    private static int Count(List<string> asked)
    {
        lock (asked)
        {
            return asked.Count;
        }
    }

    private static IReadOnlyList<string> Snapshot(List<string> asked)
    {
        lock (asked)
        {
            return [.. asked];
        }
    }
}
