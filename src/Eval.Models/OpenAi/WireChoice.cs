using System.Text.Json;

namespace Eval.Models.OpenAi;

/// <summary>One choice; <see cref="Message"/> in chat, <see cref="Text"/> in legacy completions.</summary>
internal sealed record WireChoice
{
    public int Index { get; init; }

    public WireMessage? Message { get; init; }

    /// <summary>A piece of the message, in a stream.</summary>
    public WireMessage? Delta { get; init; }

    public string? Text { get; init; }

    public string? FinishReason { get; init; }

    public WireLogprobs? Logprobs { get; init; }

    /// <summary>For each token of the prompt the log-probabilities by token id; null for the first, which nothing stands before (vLLM).</summary>
    public IReadOnlyList<Dictionary<string, WireTokenLogprob>?>? PromptLogprobs { get; init; }

    /// <summary>An error of this choice alone (OpenRouter).</summary>
    public JsonElement? Error { get; init; }
}
