using System.Text;
using System.Text.Json;
using Eval.Core.Results;

namespace Eval.Core.Prompts;

/// <summary>The one JSON form of a conversation that is hashed and compared: compact, UTF-8, only what JSON must escape is escaped.</summary>
public static class CanonicalChat
{
    /// <summary>Writes <c>[{"role":"user","content":"…"}]</c>; a prefill is a last assistant turn with <c>"prefix":true</c>.</summary>
    public static string Write(IReadOnlyList<ChatMessage> messages, string? assistantPrefix)
    {
        using var buffer = JsonBuffer.Rent();
        WriteTo(buffer.Json, messages, assistantPrefix);
        return Encoding.UTF8.GetString(buffer.Written());
    }

    /// <summary>Writes the same into a larger whole.</summary>
    internal static void WriteTo(Utf8JsonWriter json, IReadOnlyList<ChatMessage> messages, string? assistantPrefix)
    {
        ArgumentNullException.ThrowIfNull(messages);
        json.WriteStartArray();
        for (var i = 0; i < messages.Count; i++)
        {
            WriteTurn(json, RoleName(messages[i].Role), messages[i].Content, isPrefix: false);
        }

        if (assistantPrefix is not null)
        {
            WriteTurn(json, RoleName(ChatRole.Assistant), assistantPrefix, isPrefix: true);
        }

        json.WriteEndArray();
    }

    /// <summary>The role as every chat API spells it.</summary>
    public static string RoleName(ChatRole role) => role switch
    {
        ChatRole.System => "system",
        ChatRole.User => "user",
        ChatRole.Assistant => "assistant",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, message: null),
    };

    private static void WriteTurn(Utf8JsonWriter json, string role, string content, bool isPrefix)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", content);
        if (isPrefix)
        {
            json.WriteBoolean("prefix", true);
        }

        json.WriteEndObject();
    }
}
