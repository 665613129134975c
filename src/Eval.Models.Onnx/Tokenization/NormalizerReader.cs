using System.Text;
using System.Text.Json;

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

        return element.GetProperty("type").GetString() switch
        {
            "Sequence" => [.. element.GetProperty("normalizers").EnumerateArray().SelectMany(Read)],
            "NFC" => [text => text.Normalize(NormalizationForm.FormC)],
            "NFD" => [text => text.Normalize(NormalizationForm.FormD)],
            "NFKC" => [text => text.Normalize(NormalizationForm.FormKC)],
            "NFKD" => [text => text.Normalize(NormalizationForm.FormKD)],
            "Lowercase" => [text => text.ToLowerInvariant()],
            "Strip" => [Strip(element)],
            "Prepend" => [Prepend(element.GetProperty("prepend").GetString()!)],
            "Precompiled" => [new PrecompiledNormalizer(element.GetProperty("precompiled_charsmap").GetBytesFromBase64()).Normalize],
            "Replace" => [Replace(element)],
            var other => throw new TokenizerException($"tokenizer.json normalises text by {other}, which is not known here. Use llama-server for this model, or report it."),
        };
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
        var content = element.GetProperty("content").GetString()!;
        var pattern = element.GetProperty("pattern");
        if (pattern.TryGetProperty("String", out var literal))
        {
            var old = literal.GetString()!;
            return text => text.Replace(old, content, StringComparison.Ordinal);
        }

        var regex = new CodePointRegex(pattern.GetProperty("Regex").GetString()!);
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
