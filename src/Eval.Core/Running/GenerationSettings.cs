using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Results;

namespace Eval.Core.Running;

/// <summary>Which generation settings a task's requests carry.</summary>
public static class GenerationSettings
{
    /// <summary>The user's setting where there is one, else the protocol's; reasoning models get the protocol's larger token limit. Null for a protocol that generates nothing.</summary>
    public static GenerationManifest? Resolve(ProtocolInfo protocol, ModelInfo model, GenerationOverrides overrides)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(overrides);
        if (protocol.MaxTokens == 0)
        {
            return null;
        }

        return new GenerationManifest(
            overrides.MaxTokens ?? (model.IsReasoning ? protocol.ReasoningMaxTokens : protocol.MaxTokens),
            overrides.Temperature ?? protocol.Temperature,
            overrides.TopP ?? protocol.TopP,
            overrides.Seed);
    }
}
