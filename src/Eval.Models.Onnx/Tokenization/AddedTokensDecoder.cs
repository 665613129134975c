using System.Globalization;
using System.Text.Json;
using Eval.Models.Onnx.Files;

namespace Eval.Models.Onnx.Tokenization;

/// <summary>Reads <c>added_tokens_decoder</c> of <c>tokenizer_config.json</c>.</summary>
internal static class AddedTokensDecoder
{
    public static IReadOnlyList<AddedToken> Read(JsonElement settings)
    {
        if (settings.ValueKind != JsonValueKind.Object || !settings.TryGetProperty("added_tokens_decoder", out var tokens))
        {
            return [];
        }

        return [.. tokens.EnumerateObject().Select(entry => new AddedToken
        {
            Id = VocabularyLimits.TokenId(int.Parse(entry.Name, CultureInfo.InvariantCulture)),
            Content = entry.Value.Needed("content").Text(),
            IsSpecial = IsSet(entry.Value, "special"),
            StripsLeft = IsSet(entry.Value, "lstrip"),
            StripsRight = IsSet(entry.Value, "rstrip"),
            IsSingleWord = IsSet(entry.Value, "single_word"),
        })];
    }

    public static bool IsSet(JsonElement element, string name, bool otherwise = false) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.ValueKind == JsonValueKind.True
            : otherwise;

    /// <summary>A token named in the settings, as text or as an object with its content.</summary>
    public static string? Name(JsonElement settings, string key)
    {
        if (settings.ValueKind != JsonValueKind.Object || !settings.TryGetProperty(key, out var value))
        {
            return null;
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Object when value.TryGetProperty("content", out var content) => content.GetString(),
            _ => null,
        };
    }
}
