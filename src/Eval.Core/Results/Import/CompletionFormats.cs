using System.Text.Json;

namespace Eval.Core.Results.Import;

/// <summary>The formats that are read, and how a line finds its own.</summary>
internal static class CompletionFormats
{
    private static readonly ICompletionFormat[] All = [new SampleRecordFormat(), new LmEvalFormat(), new CompletionFormat()];

    /// <summary>The line's format; null when it is none of ours.</summary>
    public static ICompletionFormat? Of(JsonElement line) => Array.Find(All, format => format.Recognizes(line));

    /// <summary>Parses a line; null when it is no JSON object.</summary>
    public static JsonElement? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line.StartsWith("\uFEFF"u8) ? line[3..] : line);
            var element = JsonElement.ParseValue(ref reader);
            return element.ValueKind == JsonValueKind.Object && !reader.Read() ? element : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A text or number as text; null for anything else.</summary>
    public static string? Text(JsonElement line, string name) =>
        !line.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
        : null;
}
