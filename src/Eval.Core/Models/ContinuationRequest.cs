using Eval.Core.Prompts;

namespace Eval.Core.Models;

/// <summary>One request for the log-probabilities of <see cref="Prompts.Prompt.Continuations"/> after the prompt.</summary>
public sealed record ContinuationRequest
{
    public required Prompt Prompt { get; init; }

    public Truncation Truncation { get; init; } = Truncation.None;

    public required RequestMetadata Metadata { get; init; }
}
