using Eval.Core.Prompts;
using Eval.Core.Prompts.Templates;
using Eval.Core.Running;

namespace Eval.Core.Models;

/// <summary>Lets a model that only continues raw text hold a conversation: chat prompts are written out by an explicit template.</summary>
public sealed class TemplatedModel : DelegatingModel
{
    private readonly ChatTemplate _template;

    public TemplatedModel(IModel inner, ChatTemplate template)
        : base(inner)
    {
        ArgumentNullException.ThrowIfNull(template);
        _template = template;
    }

    public override ModelInfo Info => Describe(Inner.Info);

    // Computed each time: an inner model's facts are final only after its preflight.
    private ModelInfo Describe(ModelInfo info) => info with
    {
        // What is scored is raw text here: whatever the engine's own chat reports of first tokens belongs to another template.
        Abilities = (info.Abilities & ~ModelAbilities.FirstTokenLogProbabilities) | ModelAbilities.Chat | ModelAbilities.Prefill,
        Fingerprint = $"{info.Fingerprint}+template:{_template.Sha256}",
        Details = new Dictionary<string, string>(info.Details)
        {
            ["template"] = _template.Name,
            ["template_sha256"] = _template.Sha256,
        },
    };

    public override async Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.Prompt.IsChat)
        {
            return await Inner.GenerateAsync(request, cancellationToken);
        }

        var completion = await Inner.GenerateAsync(
            request with { Prompt = Write(request.Prompt), Stop = [.. request.Stop.Union(_template.Stop)] },
            cancellationToken);
        if (completion.Text is not { } text)
        {
            return completion;
        }

        // An engine that gives the end-of-turn mark back as text has still ended the turn there.
        var answer = StopStrings.Cut(text, _template.Stop);
        return answer.Length == text.Length ? completion : completion with { Text = answer, FinishReason = FinishReason.Stop };
    }

    public override Task<Completion> ScoreAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return base.ScoreAsync(request.Prompt.IsChat ? request with { Prompt = Write(request.Prompt) } : request, cancellationToken);
    }

    private Prompt Write(Prompt prompt) => new()
    {
        Parts = new PromptParts("", [], _template.Render(prompt.Messages, prompt.AssistantPrefix)),
        Continuations = prompt.Continuations,
    };
}
