using System.Text.Json;

namespace Eval.Models.OpenAi;

/// <summary>The assistant's turn.</summary>
internal sealed record WireMessage
{
    /// <summary>Text, null, or a list of parts.</summary>
    public JsonElement? Content { get; init; }

    /// <summary>DeepSeek, DashScope, vLLM.</summary>
    public string? ReasoningContent { get; init; }

    /// <summary>OpenRouter, Ollama, newer vLLM.</summary>
    public string? Reasoning { get; init; }

    public string? Refusal { get; init; }

    public IReadOnlyList<JsonElement>? ToolCalls { get; init; }
}
