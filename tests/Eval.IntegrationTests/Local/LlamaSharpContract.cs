using Eval.Testing;
using NUnit.Framework;
#if LLAMASHARP
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Models.LLamaSharp;
#endif

namespace Eval.IntegrationTests.Local;

#if LLAMASHARP
/// <summary>The contract and the reference values on LLamaSharp, in builds that have it.</summary>
[TestFixture]
public sealed class LlamaSharpContract : ContinuationScorerContract
{
    protected override async Task<IModel> OpenAsync()
    {
        var model = Create($"gguf:{ExpectedScores.GgufFile}?ctx=512&parallel=4");
        await ((IModelPreflight)model).CheckAsync(default);
        return model;
    }

    [Test]
    public async Task Log_probabilities_and_greedy_text_are_the_reference()
    {
        var expected = ExpectedScores.Read();
        var metadata = new RequestMetadata { Benchmark = "test", Protocol = "test", SampleId = "0", Subset = "", Repeat = 0, Question = "" };
        var greedy = await Model.GenerateAsync(
            new ModelRequest { Prompt = new Prompt { Parts = new PromptParts("", [], expected.Greedy.Prompt) }, MaxTokens = expected.Greedy.MaxNewTokens, Temperature = 0, Metadata = metadata },
            default);
        Assert.That(greedy.Text, Is.EqualTo(expected.Greedy.Text));
        var largest = 0.0;
        foreach (var context in expected.Scoring)
        {
            var prompt = new Prompt { Parts = new PromptParts("", [], context.Context), Continuations = [.. context.Continuations.Select(continuation => continuation.Text)] };
            var completion = await ((IContinuationScorer)Model).ScoreAsync(new ContinuationRequest { Prompt = prompt, Metadata = metadata }, default);
            largest = completion.Choices.Zip(context.Continuations, (score, continuation) => Math.Abs(score.LogProbability - continuation.SumLogprob)).Append(largest).Max();
            Assert.That(completion.Choices.Select(choice => choice.LogProbability), Is.EqualTo(context.Continuations.Select(continuation => continuation.SumLogprob)).Within(1e-3));
            Assert.That(completion.Choices.Select(choice => choice.TokenCount), Is.EqualTo(context.Continuations.Select(continuation => continuation.Ids.Length)));
            Assert.That(completion.Choices.Select(choice => choice.IsGreedy), Is.EqualTo(context.Continuations.Select(continuation => continuation.IsGreedy)));
        }

        await TestContext.Out.WriteLineAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"largest difference {largest:0.0e+0}"));
    }

    [Test]
    public async Task Token_ids_are_the_reference()
    {
        using var engine = await LlamaSharpEngine.LoadAsync(ExpectedScores.GgufFile, new LlamaSharpOptions { ContextLength = 64, Parallel = 1 }, default);
        foreach (var text in ExpectedScores.Read().Tokenization)
        {
            Assert.That(engine.Tokenize(text.Text, addSpecial: true), Is.EqualTo(text.Ids), text.Name);
        }
    }

    [Test]
    public void Facts_of_the_model_and_the_file_are_recorded() => Assert.Multiple(() =>
    {
        Assert.That(Model.Info.ContextLength, Is.EqualTo(512));
        Assert.That(Model.Info.Details["engine"], Does.Match(@"^LLamaSharp \d+\.\d+\.\d+$"));
        Assert.That(Model.Info.Details["quantisation"], Does.Contain("F32"));
        Assert.That(Model.Info.Details["weights_sha256"], Has.Length.EqualTo(64));
        Assert.That(Model.Info.Details["chat_template"], Is.EqualTo("none"));
        Assert.That(Model.Info.Abilities, Is.EqualTo(ModelAbilities.Text | ModelAbilities.Continuations));
    });

    [Test]
    public async Task A_file_with_a_template_that_Eval_knows_chats_in_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("chat.gguf");
        var jinja = "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";
        GgufTestFile.CopyWith(ExpectedScores.GgufFile, file, "tokenizer.chat_template", jinja);
        var model = Create($"gguf:{file}?ctx=512&parallel=1");
        await using var owner = (IAsyncDisposable)model;
        await ((IModelPreflight)model).CheckAsync(default);
        Assert.That(model.Info.Abilities.HasFlag(ModelAbilities.Chat | ModelAbilities.Prefill));
        Assert.That(model.Info.Details["chat_template"], Is.EqualTo("chatml"));
    }

    [Test]
    public async Task A_broken_file_is_told()
    {
        using var folder = new TemporaryFolder();
        var model = Create($"gguf:{folder.Write("broken.gguf", "this is no model")}");
        await using var owner = (IAsyncDisposable)model;
        var exception = await Assert.ThrowsAsync<ModelStoppedException>(() => ((IModelPreflight)model).CheckAsync(default));
        Assert.That(exception!.Message, Does.Contain("Cannot load").And.Contain("broken.gguf"));
    }

    private static IModel Create(string text) => new LlamaSharpProvider().Create(ModelSpecParser.Parse(text, out _)!, new ModelContext()).Model!;
}
#else
public sealed class LlamaSharpContract
{
    [Test]
    public void LLamaSharp_is_tested_in_builds_that_have_it() =>
        Require.Part("llamasharp", isThere: false, "this build has no LLamaSharp; a build with -p:LLamaSharp=Cpu does");
}
#endif
