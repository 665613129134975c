using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Prompts.Templates;
using NUnit.Framework;

namespace Eval.Tests.Core.Models;

public sealed class TemplatedModelTests
{
    private static readonly RequestMetadata Metadata = new() { Benchmark = "b", Protocol = "p", SampleId = "0", Subset = "", Repeat = 0, Question = "q" };

    [Test]
    public async Task A_chat_prompt_reaches_the_model_as_text_with_the_templates_stops()
    {
        var inner = new Recorder("2<|im_end|>\n<|im_start|>user");
        await using var model = new TemplatedModel(inner, ChatTemplates.Find("chatml"));
        var completion = await model.GenerateAsync(Request(new Prompt { Messages = [new(ChatRole.User, "1 + 1?")] }), CancellationToken.None);
        Assert.That(inner.Asked!.Prompt.Parts!.Join(), Is.EqualTo("<|im_start|>user\n1 + 1?<|im_end|>\n<|im_start|>assistant\n"));
        Assert.That(inner.Asked.Stop, Is.EqualTo(new[] { "\n\n", "<|im_end|>", "<|im_start|>" }));
        Assert.That((completion.Text, completion.FinishReason), Is.EqualTo(("2", FinishReason.Stop)));
    }

    [Test]
    public async Task A_raw_prompt_goes_through_unchanged()
    {
        var inner = new Recorder("2");
        await using var model = new TemplatedModel(inner, ChatTemplates.Find("chatml"));
        var request = Request(new Prompt { Parts = new PromptParts("", [], "1 + 1 =") });
        await model.GenerateAsync(request, CancellationToken.None);
        Assert.That(inner.Asked, Is.SameAs(request));
    }

    [Test]
    public async Task The_template_changes_abilities_fingerprint_and_details()
    {
        await using var model = new TemplatedModel(new Recorder(""), ChatTemplates.Find("gemma"));
        Assert.That(model.Info.Abilities, Is.EqualTo(ModelAbilities.Text | ModelAbilities.Chat | ModelAbilities.Prefill));
        Assert.That(model.Info.Fingerprint, Does.StartWith("weights+template:").And.Contain(ChatTemplates.Find("gemma").Sha256));
        Assert.That(model.Info.Details["template"], Is.EqualTo("gemma"));
    }

    private static ModelRequest Request(Prompt prompt) => new() { Prompt = prompt, Stop = ["\n\n"], MaxTokens = 8, Metadata = Metadata };

    private sealed class Recorder(string answer) : IModel
    {
        public ModelRequest? Asked { get; private set; }

        public ModelInfo Info { get; } = new() { Name = "m", Provider = "p", ModelId = "m", Abilities = ModelAbilities.Text, Fingerprint = "weights" };

        public Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken)
        {
            Asked = request;
            return Task.FromResult(new Completion { Text = answer, FinishReason = FinishReason.Length });
        }
    }
}
