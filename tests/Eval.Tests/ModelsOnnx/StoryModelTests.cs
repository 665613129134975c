using Eval.Core.Models;
using Eval.Models.Onnx;
using Eval.Models.Onnx.Tokenization;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.ModelsOnnx;

/// <summary>The trained story model against reference values from an independent float64 forward pass.</summary>
public sealed class StoryModelTests
{
    private const double Tolerance = 1e-4;

    private static readonly OnnxOptions Uncached = new() { KeptPrefixes = 0, Batch = 1 };

    [Test]
    public void Token_ids_are_exact_and_decode_to_the_text()
    {
        var tokenizer = TokenizerLoader.Load(ExpectedScores.OnnxFolder, "llama");
        Assert.Multiple(() =>
        {
            foreach (var text in ExpectedScores.Read().Tokenization)
            {
                Assert.That(tokenizer.Encode(text.Text, addSpecialTokens: true), Is.EqualTo(text.Ids), text.Name);
                Assert.That(tokenizer.Decode(text.Ids), Is.EqualTo(text.Decoded), text.Name);
            }
        });
    }

    [TestCase(0, 1, TestName = "Log_probabilities_are_right_uncached")]
    [TestCase(4, 1, TestName = "Log_probabilities_are_right_from_a_cached_prefix")]
    [TestCase(4, 8, TestName = "Log_probabilities_are_right_in_a_left_padded_batch")]
    public async Task Log_probabilities_are_right(int keptPrefixes, int batch)
    {
        await using var model = OnnxTestModels.Open(ExpectedScores.OnnxFolder, new OnnxOptions { KeptPrefixes = keptPrefixes, Batch = batch });
        var contexts = ExpectedScores.Read().Scoring;
        for (var round = 0; round < 2; round++)
        {
            var requests = contexts.Select(context => OnnxTestModels.Ask(context.Context, [.. context.Continuations.Select(continuation => continuation.Text)]));
            var completions = batch > 1
                ? await Task.WhenAll(requests.Select(request => model.ScoreAsync(request, default)))
                : await OneByOne(model, requests);
            Compare(contexts, completions);
        }
    }

    [Test]
    public async Task Continuations_scored_one_token_at_a_time_add_up()
    {
        await using var model = OnnxTestModels.Open(ExpectedScores.OnnxFolder, Uncached);
        var (context, continuation) = ("The sun was", " a little girl.");
        var whole = (await model.ScoreAsync(OnnxTestModels.Ask(context, continuation), default)).Choices[0].LogProbability;
        var parts = (await model.ScoreAsync(OnnxTestModels.Ask(context, " a"), default)).Choices[0].LogProbability
            + (await model.ScoreAsync(OnnxTestModels.Ask(context + " a", " little girl."), default)).Choices[0].LogProbability;
        Assert.That(parts, Is.EqualTo(whole).Within(Tolerance));
    }

    [Test]
    public async Task The_greedy_continuation_is_the_reference_text()
    {
        await using var model = OnnxTestModels.Open(ExpectedScores.OnnxFolder);
        var expected = ExpectedScores.Read().Greedy;
        var completion = await model.GenerateAsync(OnnxTestModels.Continue(expected.Prompt, expected.MaxNewTokens), default);
        Assert.Multiple(() =>
        {
            Assert.That(completion.Text, Is.EqualTo(expected.Text));
            Assert.That(completion.Usage.Output, Is.EqualTo(expected.Ids.Length));
            Assert.That(completion.FinishReason, Is.EqualTo(FinishReason.Length));
        });
    }

    [Test]
    public async Task The_load_time_check_passes_and_completes_the_facts()
    {
        await using var model = OnnxTestModels.Open(ExpectedScores.OnnxFolder);
        await model.CheckAsync(default);
        Assert.Multiple(() =>
        {
            Assert.That(model.Info.ContextLength, Is.EqualTo(512));
            Assert.That(model.Info.Fingerprint, Has.Length.EqualTo(64));
            Assert.That(model.Info.Details["precision"], Is.EqualTo("fp32"));
            Assert.That(model.Info.Details["vocabulary"], Is.EqualTo("512"));
        });
    }

    private static async Task<Completion[]> OneByOne(OnnxModel model, IEnumerable<ContinuationRequest> requests)
    {
        var completions = new List<Completion>();
        foreach (var request in requests)
        {
            completions.Add(await model.ScoreAsync(request, default));
        }

        return [.. completions];
    }

    private static void Compare(List<ExpectedScores.ScoredContext> contexts, Completion[] completions) => Assert.Multiple(() =>
    {
        foreach (var (context, completion) in contexts.Zip(completions))
        {
            foreach (var (expected, choice) in context.Continuations.Zip(completion.Choices))
            {
                Assert.That(choice.LogProbability, Is.EqualTo(expected.SumLogprob).Within(Tolerance), context.Context + expected.Text);
                Assert.That(choice.TokenCount, Is.EqualTo(expected.Ids.Length), context.Context + expected.Text);
                Assert.That(choice.IsGreedy, Is.EqualTo(expected.IsGreedy), context.Context + expected.Text);
            }
        }
    });
}
