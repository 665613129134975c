using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Eval.Models.OpenAi;

/// <summary>Reads a message's content: a string, or a list of parts whose texts belong together; anything else is none.</summary>
internal sealed class WireTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.StartArray:
                return ReadParts(ref reader);
            default:
                reader.Skip();
                return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    private static string ReadParts(ref Utf8JsonReader reader)
    {
        using var parts = JsonDocument.ParseValue(ref reader);
        var joined = new StringBuilder();
        foreach (var part in parts.RootElement.EnumerateArray())
        {
            if (part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String)
            {
                joined.Append(text.GetString());
            }
        }

        return joined.ToString();
    }
}
