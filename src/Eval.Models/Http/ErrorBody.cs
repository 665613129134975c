using System.Globalization;
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

            return Read(root);
        }
        catch (JsonException)
        {
            return new(Cut(Encoding.UTF8.GetString(body)), "", Fields: null);
        }
    }

    /// <summary>A whole number the error carries, e.g. <c>n_prompt_tokens</c>.</summary>
    public int? Number(string name) =>
        Fields is { } fields && fields.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    /// <summary>How long the error asks to wait (<c>"retryDelay":"33s"</c> in Gemini's details); null when it does not say.</summary>
    public TimeSpan? RetryDelay => Fields is { } fields && fields.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Array
        ? details.EnumerateArray().Select(detail => Seconds(Text(detail, "retryDelay"))).FirstOrDefault(delay => delay is not null)
        : null;

    /// <summary>A field of the error as text; null when it is missing or null.</summary>
    public string? Field(string name) => Fields is { } fields ? Text(fields, name) : null;

    public bool Has(string[] codes) => Array.Exists(codes, code => Code.Contains(code, StringComparison.OrdinalIgnoreCase));

    public bool Says(string[] words) => Array.Exists(words, word => Message.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Members of all lists of that name in the error's <c>details</c>.</summary>
    public IEnumerable<JsonElement> Details(string list) => Fields is { } fields && fields.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Array
        ? details.EnumerateArray()
            .Where(detail => detail.ValueKind == JsonValueKind.Object && detail.TryGetProperty(list, out var found) && found.ValueKind == JsonValueKind.Array)
            .SelectMany(detail => detail.GetProperty(list).EnumerateArray().Where(member => member.ValueKind == JsonValueKind.Object))
        : [];

    /// <summary>Reads an error object, an object that holds one, or bare words.</summary>
    public static ErrorBody Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return new(Cut(root.ToString()), "", Fields: null);
        }

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
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value.ToString() : null;

    private static TimeSpan? Seconds(string? text) =>
        text is { Length: > 1 } && text[^1] == 's' && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static string Cut(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxLength ? line : line[..MaxLength] + "…";
    }
}
