using System.Diagnostics;
using System.Globalization;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.IntegrationTests.Cli;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.IntegrationTests.Local;

/// <summary>The story model on a real llama-server, against the reference values.</summary>
public sealed class LlamaServerTests
{
    private const double Tolerance = 1e-3;

    public enum Ending
    {
        Kill,
        Interrupt,
    }

    private static string Spec => $"gguf:{ExpectedScores.GgufFile}?ctx=512&parallel=2";

    [Test]
    public async Task Log_probabilities_and_greedy_text_are_the_reference()
    {
        var model = await LlamaServerEngine.OpenAsync(Spec);
        await using var owner = (IAsyncDisposable)model;
        var expected = ExpectedScores.Read();
        var greedy = await model.GenerateAsync(Continue(expected.Greedy.Prompt, expected.Greedy.MaxNewTokens), default);
        Assert.That(greedy.Text, Is.EqualTo(expected.Greedy.Text));
        foreach (var context in expected.Scoring)
        {
            var completion = await ((IContinuationScorer)model).ScoreAsync(Ask(context), default);
            foreach (var (continuation, score) in context.Continuations.Zip(completion.Choices))
            {
                Assert.That(score.LogProbability, Is.EqualTo(continuation.SumLogprob).Within(Tolerance), context.Context + continuation.Text);
                Assert.That(score.TokenCount, Is.EqualTo(continuation.Ids.Length));
                Assert.That(score.IsGreedy, Is.EqualTo(continuation.IsGreedy));
            }
        }
    }

    [Test]
    public async Task Facts_of_the_model_and_the_file_are_recorded()
    {
        var model = await LlamaServerEngine.OpenAsync(Spec);
        await using var owner = (IAsyncDisposable)model;
        Assert.Multiple(() =>
        {
            Assert.That(model.Info.ContextLength, Is.EqualTo(512));
            Assert.That(model.Info.Details["vocabulary"], Is.EqualTo("512"));
            Assert.That(model.Info.Details["weights_sha256"], Has.Length.EqualTo(64));
            Assert.That(model.Info.Details["kv_cache"], Is.EqualTo("f32"));
            Assert.That(model.Info.Fingerprint, Has.Length.EqualTo(64));
        });
    }

    [Test]
    public async Task A_second_question_evaluates_only_what_the_first_did_not_share()
    {
        var model = await LlamaServerEngine.OpenAsync(Spec);
        await using var owner = (IAsyncDisposable)model;
        var shots = string.Concat(Enumerable.Repeat("Once upon a time, there was a little girl named Lily. ", 8));
        var first = await ScoreAsync(model, shots + "The sun was");
        var second = await ScoreAsync(model, shots + "Tim had");
        Assert.Multiple(() =>
        {
            Assert.That(first.Usage.Evaluated, Is.EqualTo(first.Usage.Input));
            Assert.That(second.Usage.Evaluated, Is.LessThan(second.Usage.Input!.Value / 4));
        });
    }

    [Test]
    public async Task A_broken_file_is_told_with_the_servers_last_words_and_leaves_no_process()
    {
        _ = LlamaServerEngine.Program;
        using var folder = new TemporaryFolder();
        var file = folder.Write("broken.gguf", "this is no model");
        var exception = await Assert.ThrowsAsync<ModelStoppedException>(() => LlamaServerEngine.OpenAsync($"gguf:{file}"));
        Assert.That(exception!.Message, Does.Contain("last words"));
        Assert.That(await RunningAsync(file), Is.Empty);
    }

    [Test]
    public async Task A_server_killed_in_mid_run_stops_the_model_with_its_last_words()
    {
        using var folder = new TemporaryFolder();
        var file = Copy(folder);
        var model = await LlamaServerEngine.OpenAsync($"gguf:{file}?ctx=512&parallel=2");
        await using var owner = (IAsyncDisposable)model;
        await ScoreAsync(model, "The sun was");
        foreach (var id in await RunningAsync(file))
        {
            using var server = Process.GetProcessById(id);
            server.Kill();
        }

        var exception = await Assert.ThrowsAsync<ModelStoppedException>(() => ScoreAsync(model, "Tim had"));
        Assert.Multiple(() =>
        {
            Assert.That(exception!.Message, Does.Contain("signal 9"));
            Assert.That(exception.Message, Does.Contain("last words"));
        });
    }

    [Test]
    public async Task No_server_is_left_after_disposal()
    {
        using var folder = new TemporaryFolder();
        var file = Copy(folder);
        var model = await LlamaServerEngine.OpenAsync($"gguf:{file}?ctx=512&parallel=1");
        Assert.That(await RunningAsync(file), Is.Not.Empty);
        await ((IAsyncDisposable)model).DisposeAsync();
        Assert.That(await RunningAsync(file), Is.Empty);
    }

    [TestCase(Ending.Kill)]
    [TestCase(Ending.Interrupt)]
    public async Task No_server_is_left_when_the_harness_is_ended_in_mid_run(Ending ending)
    {
        _ = LlamaServerEngine.Program;
        using var folder = new TemporaryFolder();
        var file = Copy(folder);
        using var harness = EvalProcess.Start(["run", "-b", "gsm8k", "-m", $"gguf:{file}?ctx=4096&parallel=1", "--runs", folder.File("runs"), "--no-cache"]);
        await WaitUntilAsync(async () => harness.HasExited || (await RunningAsync(file)).Count > 0);
        Assert.That(await RunningAsync(file), Is.Not.Empty, harness.Error);
        if (ending == Ending.Kill)
        {
            harness.Kill();
        }
        else
        {
            harness.Interrupt();
        }

        await harness.WaitAsync(default);
        await WaitUntilAsync(async () => (await RunningAsync(file)).Count == 0);
        Assert.That(await RunningAsync(file), Is.Empty);
    }

    private static string Copy(TemporaryFolder folder)
    {
        var file = folder.File("story.gguf");
        File.Copy(ExpectedScores.GgufFile, file);
        return file;
    }

    /// <summary>Ids of processes that were started with this model file, shells left out.</summary>
    private static async Task<IReadOnlyList<int>> RunningAsync(string file)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out _)))
        {
            try
            {
                var command = (await File.ReadAllTextAsync(Path.Combine(folder, "cmdline"))).Split('\0');
                if (command.Contains("--model") && command.Contains(file) && command[0] != "/bin/sh")
                {
                    found.Add(int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture));
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked.
            }
        }

        return found;
    }

    private static async Task WaitUntilAsync(Func<Task<bool>> isSo)
    {
        for (var i = 0; i < 300 && !await isSo(); i++)
        {
            await Task.Delay(100, CancellationToken.None);
        }
    }

    private static Task<Completion> ScoreAsync(IModel model, string context) => ((IContinuationScorer)model).ScoreAsync(
        new ContinuationRequest
        {
            Prompt = new Prompt { Parts = new PromptParts("", [], context), Continuations = [" a", " the"] },
            Metadata = Metadata(),
        },
        default);

    private static ContinuationRequest Ask(ExpectedScores.ScoredContext context) => new()
    {
        Prompt = new Prompt { Parts = new PromptParts("", [], context.Context), Continuations = [.. context.Continuations.Select(continuation => continuation.Text)] },
        Metadata = Metadata(),
    };

    private static ModelRequest Continue(string prompt, int maxTokens) => new()
    {
        Prompt = new Prompt { Parts = new PromptParts("", [], prompt) },
        MaxTokens = maxTokens,
        Temperature = 0,
        Metadata = Metadata(),
    };

    private static RequestMetadata Metadata() => new() { Benchmark = "test", Protocol = "test", SampleId = "0", Subset = "", Repeat = 0, Question = "" };
}
