using System.Text.Json;

namespace Eval.Models.OpenAi;

/// <summary>One choice; <see cref="Message"/> in chat, <see cref="Text"/> in legacy completions.</summary>
internal sealed record WireChoice
{
    public int Index { get; set; }

    public WireMessage? Message { get; set; }

    /// <summary>A piece of the message, in a stream.</summary>
    public WireMessage? Delta { get; set; }

    public string? Text { get; set; }

    public string? FinishReason { get; set; }

    public WireLogprobs? Logprobs { get; set; }

    /// <summary>For each token of the prompt the log-probabilities by token id; null for the first, which nothing stands before (vLLM).</summary>
    public IReadOnlyList<Dictionary<string, WireTokenLogprob>?>? PromptLogprobs { get; set; }

    /// <summary>An error of this choice alone (OpenRouter).</summary>
    public JsonElement? Error { get; set; }
}
