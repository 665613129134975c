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
        var spec = ModelSpecParser.Parse($"gguf:{ExpectedScores.GgufFile}?ctx=512&parallel=4", out _)!;
        var model = new LlamaSharpProvider().Create(spec, new ModelContext()).Model!;
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
        foreach (var context in expected.Scoring)
        {
            var prompt = new Prompt { Parts = new PromptParts("", [], context.Context), Continuations = [.. context.Continuations.Select(continuation => continuation.Text)] };
            var completion = await ((IContinuationScorer)Model).ScoreAsync(new ContinuationRequest { Prompt = prompt, Metadata = metadata }, default);
            Assert.That(completion.Choices.Select(choice => choice.LogProbability), Is.EqualTo(context.Continuations.Select(continuation => continuation.SumLogprob)).Within(1e-3));
            Assert.That(completion.Choices.Select(choice => choice.TokenCount), Is.EqualTo(context.Continuations.Select(continuation => continuation.Ids.Length)));
        }
    }
}
#else
public sealed class LlamaSharpContract
{
    [Test]
    public void LLamaSharp_is_tested_in_builds_that_have_it() =>
        Require.Part("llamasharp", isThere: false, "this build has no LLamaSharp; a build with -p:LLamaSharp=Cpu does");
}
#endif
