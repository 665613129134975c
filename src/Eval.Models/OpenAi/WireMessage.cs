using System.Text.Json;
using System.Text.Json.Serialization;

namespace Eval.Models.OpenAi;

/// <summary>The assistant's turn.</summary>
internal sealed record WireMessage
{
    /// <summary>The text; on the wire also null or a list of parts.</summary>
    [JsonConverter(typeof(WireTextConverter))]
    public string? Content { get; set; }

    /// <summary>DeepSeek, DashScope, vLLM.</summary>
    public string? ReasoningContent { get; set; }

    /// <summary>OpenRouter, Ollama, newer vLLM.</summary>
    public string? Reasoning { get; set; }

    /// <summary>Thought, under whichever name.</summary>
    [JsonIgnore]
    public string? Thought => ReasoningContent ?? Reasoning;

    public string? Refusal { get; set; }

    public IReadOnlyList<JsonElement>? ToolCalls { get; set; }
}
