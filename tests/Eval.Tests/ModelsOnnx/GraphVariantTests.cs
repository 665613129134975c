using Eval.Core.Models;
using Eval.Models.Onnx;
using Eval.Testing.Models;
using NUnit.Framework;

namespace Eval.Tests.ModelsOnnx;

/// <summary>The graphs that exporters and quantisers write give the numbers of the plain full-precision graph of the same weights.</summary>
public sealed class GraphVariantTests
{
    private const string Shots = "Once upon a time, there was a little girl named Lily. She loved to play outside in the park. The sun was hot. ";

    private static readonly RandomDecoderShape Plain = RandomDecoderShape.Tiny with { Hidden = 64, ContextLength = 512 };

    private static readonly string[] Contexts = [Shots + "Tim had", "The sun", Shots + Shots + "Lily had a red ball. She", "Once upon a time"];

    private static readonly string[] Words = [" a", " the", " red ball.", " park", " loved to play outside."];

    [TestCase(RandomDecoderOperators.Grouped, RandomDecoderPrecision.Full, 1e-4)]
    [TestCase(RandomDecoderOperators.Rotary, RandomDecoderPrecision.Full, 1e-4)]
    [TestCase(RandomDecoderOperators.Plain, RandomDecoderPrecision.FourBits, 1e-4)]
    [TestCase(RandomDecoderOperators.Grouped, RandomDecoderPrecision.FourBits, 1e-4)]
    [TestCase(RandomDecoderOperators.Plain, RandomDecoderPrecision.FourBitsQuick, 0.1)]
    [TestCase(RandomDecoderOperators.Plain, RandomDecoderPrecision.Half, 0.02)]
    [TestCase(RandomDecoderOperators.Grouped, RandomDecoderPrecision.Half, 0.05)]
    [TestCase(RandomDecoderOperators.Plain, RandomDecoderPrecision.EightBits, 1e-4)]
    [TestCase(RandomDecoderOperators.Plain, RandomDecoderPrecision.BrainStored, 1e-4)]
    // Where activations are quantised block by block, a value on the border between two steps falls either way: the sums of up to six tokens differ by that.
    public async Task A_variant_scores_as_the_plain_graph_of_its_weights(RandomDecoderOperators operators, RandomDecoderPrecision precision, double tolerance)
    {
        var shape = Plain with { Precision = precision, Operators = operators, HasPositionIds = operators != RandomDecoderOperators.Grouped };
        var expected = await ScoreAsync(Plain with { Precision = precision, IsDequantized = true });
        var scores = await ScoreAsync(shape);
        Assert.That(scores, Is.EqualTo(expected).Within(tolerance));
    }

    [Test]
    public async Task Fused_attention_scores_as_single_operators()
    {
        var shape = Plain with { KeyValueHeads = Plain.Heads };
        Assert.That(await ScoreAsync(shape with { Operators = RandomDecoderOperators.MultiHead }), Is.EqualTo(await ScoreAsync(shape)).Within(1e-4));
    }

    [Test]
    public async Task Where_no_kernel_multiplies_bfloat16_the_refusal_says_so_and_what_to_do()
    {
        using var folder = new RandomModelFolder(Plain with { Precision = RandomDecoderPrecision.Brain });
        await using var model = OnnxTestModels.Open(folder.Path);
        var exception = await Assert.ThrowsAsync<ModelStoppedException>(() => model.CheckAsync(default));
        Assert.That(exception!.Message, Does.Contain("no kernel").And.Contain("bfloat16").And.Contain("fp16").And.Not.Contain("\n"));
    }

    [Test]
    public async Task Under_dynamic_quantisation_a_score_does_not_depend_on_what_else_is_asked()
    {
        using var folder = new RandomModelFolder(Plain with { Precision = RandomDecoderPrecision.EightBits });
        await using var model = OnnxTestModels.Open(folder.Path);
        await model.CheckAsync(default);
        var first = await OneAsync(model, Contexts[0]);
        var together = await Task.WhenAll(Contexts.Reverse().Select(context => OneAsync(model, context)));
        await using var fresh = OnnxTestModels.Open(folder.Path);
        Assert.Multiple(async () =>
        {
            Assert.That(together[^1], Is.EqualTo(first));
            Assert.That(await OneAsync(fresh, Contexts[^1]), Is.EqualTo(together[0]));
            Assert.That(model.Info.Details["batching"], Does.Contain("one scale"));
        });
    }

    [Test]
    public async Task Under_dynamic_quantisation_reuse_that_is_asked_for_leaves_text_only()
    {
        using var folder = new RandomModelFolder(Plain with { Precision = RandomDecoderPrecision.EightBits });
        await using var model = OnnxTestModels.Open(folder.Path, new OnnxOptions { KeptPrefixes = 4 });
        await model.CheckAsync(default);
        Assert.Multiple(() =>
        {
            Assert.That(model.Info.Abilities, Is.EqualTo(ModelAbilities.Text));
            Assert.That(model.Info.Details[ModelInfo.NoLogLikelihoodDetail], Does.Contain("cached").And.Contain("prefix_cache=0"));
        });
    }

    [Test]
    public async Task Grouped_query_attention_keeps_shots_and_generates_rows_of_different_length_together()
    {
        using var folder = new RandomModelFolder(Plain with { Operators = RandomDecoderOperators.Grouped, HasPositionIds = false });
        await using var model = OnnxTestModels.Open(folder.Path);
        var alone = new List<string?>();
        foreach (var context in Contexts)
        {
            alone.Add((await model.GenerateAsync(OnnxTestModels.Continue(context, 20), default)).Text);
        }

        int[] lengths = [20, 3, 12, 20];
        var together = await Task.WhenAll(Contexts.Select((context, index) => model.GenerateAsync(OnnxTestModels.Continue(context, lengths[index]), default)));
        var scored = await model.ScoreAsync(OnnxTestModels.Ask(Contexts[0] + " it", Words), default);
        Assert.Multiple(() =>
        {
            Assert.That(together.Select((completion, index) => alone[index]!.StartsWith(completion.Text!, StringComparison.Ordinal)), Is.All.True);
            Assert.That(together[0].Text, Is.EqualTo(alone[0]));
            Assert.That(scored.Usage.Evaluated, Is.LessThan(scored.Usage.Input!.Value / 2));
            Assert.That(model.Info.Details["batching"], Does.Contain("generation only"));
        });
    }

    [TestCase(1)]
    [TestCase(4)]
    public async Task Questions_that_share_little_do_not_drop_what_is_still_being_read_from(int keptPrefixes)
    {
        // One thread: every question in a row of its own on the session that keeps beginnings.
        using var folder = new RandomModelFolder(Plain with { Operators = RandomDecoderOperators.Grouped, HasPositionIds = false });
        await using var model = OnnxTestModels.Open(folder.Path, new OnnxOptions { Threads = 1, KeptPrefixes = keptPrefixes });
        List<string> questions = [.. Enumerable.Range(0, 8).Select(number => $"{Shots}{string.Concat(Enumerable.Repeat($"Number {number} had a park. ", 9))}It")];
        // While another text is read the questions gather in one batch, of which nothing is kept yet.
        var other = OneAsync(model, string.Concat(Enumerable.Repeat("Lily loved to play outside. ", 20)));
        var together = await Task.WhenAll(questions.Select(question => OneAsync(model, question)));
        await other;
        await using var plain = OnnxTestModels.Open(folder.Path, new OnnxOptions { Threads = 1, KeptPrefixes = 0, Batch = 1 });
        for (var i = 0; i < questions.Count; i++)
        {
            Assert.That(together[i], Is.EqualTo(await OneAsync(plain, questions[i])).Within(1e-4), questions[i]);
        }
    }

    [TestCase(RandomDecoderPrecision.Half, "fp16", "float16")]
    [TestCase(RandomDecoderPrecision.EightBits, "int8", "float")]
    [TestCase(RandomDecoderPrecision.FourBits, "int4", "float")]
    public async Task The_precision_stands_in_the_record(RandomDecoderPrecision precision, string name, string cache)
    {
        using var folder = new RandomModelFolder(Plain with { Precision = precision });
        await using var model = OnnxTestModels.Open(folder.Path);
        await OneAsync(model, Contexts[1]);
        Assert.That((model.Info.Details["precision"], model.Info.Details["kv_cache"]), Is.EqualTo((name, cache)));
    }

    private static async Task<List<double>> OneAsync(OnnxModel model, string context) =>
        [.. (await model.ScoreAsync(OnnxTestModels.Ask(context, Words), default)).Choices.Select(choice => choice.LogProbability)];

    private static async Task<List<double>> ScoreAsync(RandomDecoderShape shape)
    {
        using var folder = new RandomModelFolder(shape);
        await using var model = OnnxTestModels.Open(folder.Path, new OnnxOptions { Batch = 1, KeptPrefixes = 0 });
        var completions = await Task.WhenAll(Contexts.Select(context => model.ScoreAsync(OnnxTestModels.Ask(context, Words), default)));
        return [.. completions.SelectMany(completion => completion.Choices).Select(choice => choice.LogProbability)];
    }
}
