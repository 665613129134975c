using System.Text;
using System.Text.Json;

namespace Eval.Models.Http;

/// <summary>What a server said in an error body, whatever its shape: <c>{"error":{"message","code","type"}}</c>, <c>{"error":"…"}</c>, <c>{"code","message"}</c>, <c>[{"error":…}]</c>, <c>{"detail":…}</c> or plain text.</summary>
/// <param name="Message">The server's words, at most 500 characters; empty when it said nothing.</param>
/// <param name="Code">Machine-readable code or type, as the server spells it; empty when there is none.</param>
/// <param name="Fields">The object that held the message, for numbers such as <c>n_ctx</c>; null when the body was not JSON.</param>
internal sealed record ErrorBody(string Message, string Code, JsonElement? Fields)
{
    private const int MaxLength = 500;

    public static ErrorBody Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            var root = JsonElement.ParseValue(ref reader);
            if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
            {
                root = root[0];
            }

            return root.ValueKind == JsonValueKind.Object ? Read(root) : new(Cut(root.ToString()), "", Fields: null);
        }
        catch (JsonException)
        {
            return new(Cut(Encoding.UTF8.GetString(body)), "", Fields: null);
        }
    }

    /// <summary>A whole number the error carries, e.g. <c>n_prompt_tokens</c>.</summary>
    public int? Number(string name) =>
        Fields is { } fields && fields.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    /// <summary>Reads an error object, or an object that holds one.</summary>
    public static ErrorBody Read(JsonElement root)
    {
        if (root.TryGetProperty("error", out var error))
        {
            if (error.ValueKind == JsonValueKind.String)
            {
                return new(Cut(error.GetString()!), Text(root, "code") ?? Text(root, "type") ?? "", root);
            }

            root = error.ValueKind == JsonValueKind.Object ? error : root;
        }

        var codes = string.Join(' ', new[] { Text(root, "code"), Text(root, "type"), Text(root, "status") }.Where(code => !string.IsNullOrEmpty(code)));
        return new(Cut(Text(root, "message") ?? Text(root, "detail") ?? Text(root, "msg") ?? root.GetRawText()), codes, root);
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value.ToString() : null;

    private static string Cut(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxLength ? line : line[..MaxLength] + "…";
    }
}
