using System.Diagnostics;
using System.Globalization;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Models.Http;
using Eval.Models.LlamaServer;
using Eval.Models.OpenAi;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.IntegrationTests.Local;

/// <summary>The story model on a real llama-server, against the reference values.</summary>
public sealed class LlamaServerTests
{
    private const double Tolerance = 1e-3;

    private static string Spec => $"gguf:{ExpectedScores.GgufFile}?ctx=512&parallel=2";

    [Test]
    public async Task Log_probabilities_and_greedy_text_are_the_reference()
    {
        var model = await LlamaServerEngine.OpenAsync(Spec);
        await using var owner = (IAsyncDisposable)model;
        var expected = ExpectedScores.Read();
        var greedy = await model.GenerateAsync(Continue(expected.Greedy.Prompt, expected.Greedy.MaxNewTokens), default);
        Assert.That(greedy.Text, Is.EqualTo(expected.Greedy.Text));
        var largest = 0.0;
        foreach (var context in expected.Scoring)
        {
            var completion = await ((IContinuationScorer)model).ScoreAsync(Ask(context), default);
            largest = completion.Choices.Zip(context.Continuations, (score, continuation) => Math.Abs(score.LogProbability - continuation.SumLogprob)).Append(largest).Max();
            foreach (var (continuation, score) in context.Continuations.Zip(completion.Choices))
            {
                Assert.That(score.LogProbability, Is.EqualTo(continuation.SumLogprob).Within(Tolerance), context.Context + continuation.Text);
                Assert.That(score.TokenCount, Is.EqualTo(continuation.Ids.Length));
                Assert.That(score.IsGreedy, Is.EqualTo(continuation.IsGreedy));
            }
        }

        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"largest difference {largest:0.0e+0}"));
    }

    [Test]
    public async Task Token_ids_are_the_reference()
    {
        var options = LlamaServerOptions.Read(ModelSpecParser.Parse(Spec, out _)!, []);
        await using var server = LlamaServerProcess.Start(LlamaServerEngine.Program, port => options.Arguments(ExpectedScores.GgufFile, port, ""));
        using var client = new LlamaClient(new HttpEndpoint(new HttpEndpointOptions { BaseUrl = server.Address }), new ExtraFields(new Dictionary<string, string>()));
        await ServerProcesses.WaitUntilAsync(async () => server.HasEnded || await client.IsHealthyAsync(default));
        foreach (var text in ExpectedScores.Read().Tokenization)
        {
            Assert.That(await client.TokenizeAsync(text.Text, addSpecial: true, default), Is.EqualTo(text.Ids), text.Name);
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
    public async Task A_broken_file_is_told_with_the_servers_last_words_and_leaves_no_process()
    {
        _ = LlamaServerEngine.Program;
        using var folder = new TemporaryFolder();
        var file = folder.Write("broken.gguf", "this is no model");
        var exception = await Assert.ThrowsAsync<ModelStoppedException>(() => LlamaServerEngine.OpenAsync($"gguf:{file}"));
        Assert.That(exception!.Message, Does.Contain("last words"));
        Assert.That(await ServerProcesses.RunningAsync(file), Is.Empty);
    }

    [Test]
    public async Task A_server_killed_in_mid_run_stops_the_model_with_its_last_words()
    {
        using var folder = new TemporaryFolder();
        var file = ServerProcesses.CopyModel(folder);
        var model = await LlamaServerEngine.OpenAsync($"gguf:{file}?ctx=512&parallel=2");
        await using var owner = (IAsyncDisposable)model;
        await ScoreAsync(model, "The sun was");
        foreach (var id in await ServerProcesses.RunningAsync(file))
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
        var file = ServerProcesses.CopyModel(folder);
        var model = await LlamaServerEngine.OpenAsync($"gguf:{file}?ctx=512&parallel=1");
        Assert.That(await ServerProcesses.RunningAsync(file), Is.Not.Empty);
        await ((IAsyncDisposable)model).DisposeAsync();
        Assert.That(await ServerProcesses.RunningAsync(file), Is.Empty);
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
