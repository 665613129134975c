using System.Text.Json;
using Eval.Models.Onnx.Files;

namespace Eval.Models.Onnx.Tokenization;

/// <summary>Reads the <c>post_processor</c> part of <c>tokenizer.json</c>: the special tokens around a single text.</summary>
internal static class TemplateReader
{
    public static (IReadOnlyList<int> Prefix, IReadOnlyList<int> Suffix) Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return ([], []);
        }

        return element.Needed("type").GetString() switch
        {
            "ByteLevel" => ([], []),
            "Sequence" => ReadSequence(element.Needed("processors")),
            "TemplateProcessing" => ReadTemplate(element),
            var other => throw new TokenizerException($"tokenizer.json adds special tokens by {other}, which is not known here. Use llama-server for this model, or report it."),
        };
    }

    private static (IReadOnlyList<int> Prefix, IReadOnlyList<int> Suffix) ReadSequence(JsonElement processors)
    {
        List<int> prefix = [];
        List<int> suffix = [];
        foreach (var (before, after) in processors.EnumerateArray().Select(Read))
        {
            prefix.InsertRange(0, before);
            suffix.AddRange(after);
        }

        return (prefix, suffix);
    }

    private static (IReadOnlyList<int> Prefix, IReadOnlyList<int> Suffix) ReadTemplate(JsonElement element)
    {
        List<int> prefix = [];
        List<int> suffix = [];
        var side = prefix;
        foreach (var part in element.Needed("single").EnumerateArray())
        {
            if (part.TryGetProperty("Sequence", out _))
            {
                side = suffix;
                continue;
            }

            var name = part.Needed("SpecialToken").Needed("id").Text();
            side.AddRange(element.Needed("special_tokens").Needed(name).Needed("ids").EnumerateArray().Select(id => id.TokenId()));
        }

        return (prefix, suffix);
    }
}
