using System.Text.Json;
using Eval.Core.Models;
using Eval.Models.Onnx;
using Eval.Models.Onnx.Files;
using Eval.Testing.Models;
using NUnit.Framework;

namespace Eval.Tests.ModelsOnnx;

/// <summary>What <c>generation_config.json</c> says is honoured where protocol and user leave it open, and only there.</summary>
public sealed class GenerationSettingsTests
{
    private const string Prompt = "Once upon a time";

    private RandomModelFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new RandomModelFolder(RandomDecoderShape.Tiny with { ContextLength = 512, Vocabulary = 300 });

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("{}", false, 1.0, 0, 1.0, 1.0)]
    [TestCase("""{"do_sample": true}""", true, 1.0, 50, 1.0, 1.0, Description = "50 is transformers' own default")]
    [TestCase("""{"do_sample": true, "top_k": 0}""", true, 1.0, 0, 1.0, 1.0)]
    [TestCase("""{"do_sample": true, "temperature": 0.6, "top_k": 20, "top_p": 0.95, "repetition_penalty": 1.05}""", true, 0.6, 20, 0.95, 1.05)]
    [TestCase("""{"do_sample": null, "temperature": null, "top_p": null}""", false, 1.0, 0, 1.0, 1.0)]
    public void The_files_settings_are_read(string json, bool samples, double temperature, int topK, double topP, double penalty)
    {
        using var document = JsonDocument.Parse(json);
        var read = SamplingDefaults.Read(document.RootElement);
        Assert.That((read.Samples, read.Temperature, read.TopK, read.TopP, read.RepetitionPenalty), Is.EqualTo((samples, temperature, topK, topP, penalty)));
    }

    [Test]
    public async Task A_file_that_samples_is_followed_where_the_protocol_leaves_it_open()
    {
        var greedy = await GenerateAsync(0);
        Write(new { do_sample = true, temperature = 3.0 });
        Assert.Multiple(async () =>
        {
            Assert.That(await GenerateAsync(null), Is.Not.EqualTo(greedy), "sampled");
            Assert.That(await GenerateAsync(0), Is.EqualTo(greedy), "a temperature that is asked for wins");
            Assert.That(await GenerateAsync(null, new OnnxOptions { TopK = 1 }), Is.EqualTo(greedy), "a user's top_k wins over the file's");
            Assert.That(await GenerateAsync(null, topP: 1e-6), Is.EqualTo(greedy), "a top_p that is asked for wins over the file's");
        });
    }

    [TestCase("top_k", 1)]
    [TestCase("top_p", 1e-6)]
    [TestCase("temperature", 1e-6)]
    public async Task Each_setting_of_the_file_takes_effect(string name, double value)
    {
        var greedy = await GenerateAsync(0);
        Write(new Dictionary<string, object> { ["do_sample"] = true, ["temperature"] = 3.0, [name] = value });
        Assert.That(await GenerateAsync(null), Is.EqualTo(greedy));
    }

    [Test]
    public async Task A_file_that_does_not_sample_is_greedy_with_its_own_repetition_penalty()
    {
        var plain = await GenerateAsync(0);
        var penalised = await GenerateAsync(0, new OnnxOptions { RepetitionPenalty = 3 });
        Write(new { do_sample = false, temperature = 3.0, repetition_penalty = 3.0 });
        Assert.Multiple(async () =>
        {
            Assert.That(penalised, Is.Not.EqualTo(plain), "the user's setting works");
            Assert.That(await GenerateAsync(null), Is.EqualTo(penalised), "the file's setting works");
            Assert.That(await GenerateAsync(0), Is.EqualTo(plain), "a protocol with a temperature gets exactly that");
            Assert.That(await GenerateAsync(null, new OnnxOptions { RepetitionPenalty = 1 }), Is.EqualTo(plain), "the user's setting wins over the file's");
        });
    }

    [Test]
    public async Task Every_end_token_of_the_list_ends_an_answer_and_is_no_text()
    {
        var ids = await GreedyIdsAsync();
        var end = ids.Skip(3).First(id => ids.IndexOf(id) > 2);
        var expected = await TextAsync(ids.Take(ids.IndexOf(end)));
        Write(new { eos_token_id = new[] { 299, end } });
        var listed = await CompleteAsync(0);
        Write(new { eos_token_id = end });
        var single = await CompleteAsync(0);
        Assert.Multiple(() =>
        {
            Assert.That((listed.Text, listed.FinishReason), Is.EqualTo((expected, FinishReason.Stop)));
            Assert.That((single.Text, single.FinishReason), Is.EqualTo((expected, FinishReason.Stop)));
        });
    }

    [Test]
    public async Task End_tokens_of_the_file_stand_in_place_of_those_of_the_configuration()
    {
        var ids = await GreedyIdsAsync();
        var end = ids.Skip(3).First(id => ids.IndexOf(id) > 2);
        var free = await CompleteAsync(0);
        var config = Path.Combine(_folder.Path, "config.json");
        await File.WriteAllTextAsync(config, (await File.ReadAllTextAsync(config)).Replace("\"eos_token_id\": null", $"\"eos_token_id\": {end}", StringComparison.Ordinal));
        var configured = await CompleteAsync(0);
        Write(new { eos_token_id = 299 });
        var replaced = await CompleteAsync(0);
        Assert.Multiple(() =>
        {
            Assert.That(configured.FinishReason, Is.EqualTo(FinishReason.Stop));
            Assert.That(configured.Text, Has.Length.LessThan(free.Text!.Length));
            Assert.That((replaced.Text, replaced.FinishReason), Is.EqualTo((free.Text, FinishReason.Length)));
        });
    }

    [Test]
    public async Task First_tokens_are_drawn_as_their_log_probabilities_say()
    {
        const int Draws = 800;
        await using var model = OnnxTestModels.Open(_folder.Path, new OnnxOptions { TopK = 3 });
        var request = OnnxTestModels.Continue(Prompt, 1) with { Temperature = 1.5 };
        var drawn = await Task.WhenAll(Enumerable.Range(0, Draws).Select(seed => model.GenerateAsync(request with { Seed = seed }, default)));
        var counts = drawn.GroupBy(completion => completion.Text!).ToDictionary(group => group.Key, group => group.Count());
        var scores = (await model.ScoreAsync(OnnxTestModels.Ask(Prompt, [.. counts.Keys]), default)).Choices;
        var weights = scores.Select(score => Math.Exp(score.LogProbability / 1.5)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(counts, Has.Count.EqualTo(3));
            Assert.That(scores.Select(score => score.TokenCount), Is.All.EqualTo(1));
            foreach (var (count, weight) in counts.Values.Zip(weights))
            {
                var expected = weight / weights.Sum();
                Assert.That((double)count / Draws, Is.EqualTo(expected).Within(5 * Math.Sqrt(expected * (1 - expected) / Draws)));
            }
        });
    }

    [Test]
    public async Task A_seed_gives_the_same_text_alone_and_among_others_and_repeats_have_seeds_of_their_own()
    {
        await using var model = OnnxTestModels.Open(_folder.Path);
        var request = OnnxTestModels.Continue(Prompt, 12) with { Temperature = 1.5, Seed = 5 };
        var open = request with { Seed = null };
        var alone = (await model.GenerateAsync(request, default)).Text;
        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(index => model.GenerateAsync(index % 2 == 0 ? request : request with { Seed = index }, default)));
        var first = await model.GenerateAsync(open, default);
        var again = await model.GenerateAsync(open, default);
        var second = await model.GenerateAsync(open with { Metadata = open.Metadata with { Repeat = 1 } }, default);
        Assert.Multiple(() =>
        {
            Assert.That(together.Where((_, index) => index % 2 == 0).Select(completion => completion.Text), Is.All.EqualTo(alone));
            Assert.That(together.Select(completion => completion.Text).Distinct().Count(), Is.GreaterThan(2));
            Assert.That(again.Text, Is.EqualTo(first.Text));
            Assert.That(second.Text, Is.Not.EqualTo(first.Text));
        });
    }

    private void Write(object settings) => File.WriteAllText(Path.Combine(_folder.Path, "generation_config.json"), JsonSerializer.Serialize(settings));

    private async Task<string> GenerateAsync(double? temperature, OnnxOptions? options = null, double? topP = null) => (await CompleteAsync(temperature, options, topP)).Text!;

    private async Task<Completion> CompleteAsync(double? temperature, OnnxOptions? options = null, double? topP = null)
    {
        await using var model = OnnxTestModels.Open(_folder.Path, options);
        return await model.GenerateAsync(OnnxTestModels.Continue(Prompt, 24) with { Temperature = temperature, TopP = topP, Seed = 3 }, default);
    }

    private async Task<List<int>> GreedyIdsAsync() => [.. Eval.Models.Onnx.Tokenization.TokenizerLoader.Load(_folder.Path, "llama").Encode(await GenerateAsync(0), addSpecialTokens: false)];

    private Task<string> TextAsync(IEnumerable<int> ids) => Task.FromResult(Eval.Models.Onnx.Tokenization.TokenizerDecoding.Decode(Eval.Models.Onnx.Tokenization.TokenizerLoader.Load(_folder.Path, "llama"), ids));
}
