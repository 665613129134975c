using System.Globalization;
using System.Text.Json;
using Eval.Models.Onnx.Tokenization;

namespace Eval.Models.Onnx.Files;

/// <summary>Reads JSON that came with a model: it may be too large, no JSON, or of another shape than it should be.</summary>
internal static class JsonFile
{
    // The largest tokenizer.json known here has 35 MB.
    private const long MostBytes = 256L << 20;

    /// <summary>The file's one object.</summary>
    /// <exception cref="InvalidDataException">The file is too large, or holds no JSON object.</exception>
    public static JsonDocument Open(string path)
    {
        using var stream = File.OpenRead(path);
        if (stream.Length > MostBytes)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{path} has {stream.Length:N0} bytes; no such file has more than {MostBytes:N0}."));
        }

        try
        {
            var document = JsonDocument.Parse(stream);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path} is not JSON: {exception.Message}", exception);
        }

        throw new InvalidDataException($"{path} holds no JSON object.");
    }

    /// <summary>The property that has to be there.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static JsonElement Needed(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : throw new FormatException($"{Shown(element)} has no \"{name}\"");

    /// <summary>The text that has to stand here.</summary>
    /// <exception cref="FormatException">Something else stands here.</exception>
    public static string Text(this JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString()! : throw new FormatException($"a text is expected where {Shown(element)} stands");

    /// <summary>The token id that has to stand here.</summary>
    /// <exception cref="FormatException">Something else stands here.</exception>
    public static int TokenId(this JsonElement element) => element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var id)
        ? VocabularyLimits.TokenId(id)
        : throw new FormatException($"a token id is expected where {Shown(element)} stands");

    private static string Shown(JsonElement element)
    {
        const int Longest = 40;
        var text = element.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? $"an {element.ValueKind}".ToLowerInvariant() : element.GetRawText();
        return text.Length > Longest ? text[..Longest] + "…" : text;
    }
}
