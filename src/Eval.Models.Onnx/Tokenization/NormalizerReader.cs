using System.Text;
using System.Text.Json;
using Eval.Models.Onnx.Files;

namespace Eval.Models.Onnx.Tokenization;

/// <summary>Reads the <c>normalizer</c> part of <c>tokenizer.json</c>.</summary>
internal static class NormalizerReader
{
    public static IReadOnlyList<Func<string, string>> Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        return element.Needed("type").GetString() switch
        {
            "Sequence" => [.. element.Needed("normalizers").EnumerateArray().SelectMany(Read)],
            "NFC" => [text => Whole(text).Normalize(NormalizationForm.FormC)],
            "NFD" => [text => Whole(text).Normalize(NormalizationForm.FormD)],
            "NFKC" => [text => Whole(text).Normalize(NormalizationForm.FormKC)],
            "NFKD" => [text => Whole(text).Normalize(NormalizationForm.FormKD)],
            "Lowercase" => [text => text.ToLowerInvariant()],
            "Strip" => [Strip(element)],
            "Prepend" => [Prepend(element.Needed("prepend").Text())],
            "Precompiled" => [new PrecompiledNormalizer(element.Needed("precompiled_charsmap").GetBytesFromBase64()).Normalize],
            "Replace" => [Replace(element)],
            var other => throw new TokenizerException($"tokenizer.json normalises text by {other}, which is not known here. Use llama-server for this model, or report it."),
        };
    }

    // Half a surrogate pair is no character; .NET refuses to normalise it, and in UTF-8 it becomes U+FFFD anyway.
    private static string Whole(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return text;
        }

        var builder = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            builder.Append(rune.ToString());
        }

        return builder.ToString();
    }

    private static Func<string, string> Prepend(string prefix) => text => text.Length == 0 ? text : prefix + text;

    private static Func<string, string> Strip(JsonElement element)
    {
        var left = element.TryGetProperty("strip_left", out var l) && l.GetBoolean();
        var right = element.TryGetProperty("strip_right", out var r) && r.GetBoolean();
        return text => (left, right) switch
        {
            (true, true) => text.Trim(),
            (true, false) => text.TrimStart(),
            (false, true) => text.TrimEnd(),
            _ => text,
        };
    }

    private static Func<string, string> Replace(JsonElement element)
    {
        var content = element.Needed("content").Text();
        var pattern = element.Needed("pattern");
        if (pattern.TryGetProperty("String", out var literal))
        {
            var old = literal.Text();
            return text => text.Replace(old, content, StringComparison.Ordinal);
        }

        var regex = new CodePointRegex(pattern.Needed("Regex").Text());
        return text =>
        {
            var builder = new StringBuilder(text.Length);
            var position = 0;
            foreach (var (start, length) in regex.Matches(text))
            {
                builder.Append(text, position, start - position).Append(content);
                position = start + length;
            }

            return builder.Append(text, position, text.Length - position).ToString();
        };
    }
}
