using System.Text.Json;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Models.OpenAi;

namespace Eval.Models.AnthropicApi;

/// <summary>Builds the body of a Messages request (https://docs.anthropic.com/en/api/messages).</summary>
internal sealed class AnthropicBody(ModelSpec spec)
{
    private readonly ExtraFields _extra = new(spec.Extra);

    public IReadOnlyDictionary<string, JsonElement> Write(ModelRequest request)
    {
        using var buffer = new MemoryStream(2048);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("model", spec.Name);
            WriteTurns(json, request.Prompt);
            WriteLimits(json, request);
            if (spec.ReasoningEffort is { } effort && !_extra.Replaces("output_config"))
            {
                json.WriteStartObject("output_config");
                json.WriteString("effort", effort);
                json.WriteEndObject();
            }

            _extra.WriteTo(json);
            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.Clone(), StringComparer.Ordinal);
    }

    // System turns do not stand among the others.
    private void WriteTurns(Utf8JsonWriter json, Prompt prompt)
    {
        var system = string.Join("\n\n", prompt.Messages.Where(message => message.Role == ChatRole.System).Select(message => message.Content));
        system = system.Length == 0 ? spec.System ?? "" : system;
        if (system.Length > 0)
        {
            json.WriteString("system", system);
        }

        json.WriteStartArray("messages");
        foreach (var message in prompt.Messages.Where(message => message.Role != ChatRole.System))
        {
            WriteTurn(json, message.Role, message.Content);
        }

        if (prompt.AssistantPrefix is { } prefix)
        {
            WriteTurn(json, ChatRole.Assistant, prefix);
        }

        json.WriteEndArray();
    }

    private static void WriteTurn(Utf8JsonWriter json, ChatRole role, string content)
    {
        json.WriteStartObject();
        json.WriteString("role", CanonicalChat.RoleName(role));
        json.WriteString("content", content);
        json.WriteEndObject();
    }

    private void WriteLimits(Utf8JsonWriter json, ModelRequest request)
    {
        if (!_extra.Replaces("max_tokens"))
        {
            json.WriteNumber("max_tokens", request.MaxTokens);
        }

        if (AnthropicQuirks.TakesSampling(spec.Name))
        {
            if (request.Temperature is { } temperature && !_extra.Replaces("temperature"))
            {
                json.WriteNumber("temperature", temperature);
            }
            else if (request.TopP is { } topP && !_extra.Replaces("top_p"))
            {
                json.WriteNumber("top_p", topP);
            }
        }

        // The API refuses stop sequences of white space alone; the runner cuts at them all the same.
        var stops = request.Stop.Where(stop => !string.IsNullOrWhiteSpace(stop)).ToList();
        if (stops.Count > 0 && !_extra.Replaces("stop_sequences"))
        {
            json.WriteStartArray("stop_sequences");
            stops.ForEach(json.WriteStringValue);
            json.WriteEndArray();
        }
    }
}
