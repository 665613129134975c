using System.Text;
using System.Text.Json;
using Eval.Models.Onnx.Files;

namespace Eval.Models.Onnx.Tokenization;

/// <summary>Reads a <c>tokenizer.json</c> (Hugging Face's fast tokenizers) with a BPE or Unigram model.</summary>
public static class HuggingFaceTokenizerReader
{
    /// <param name="json">The file's content.</param>
    /// <exception cref="TokenizerException">The file is broken or asks for a step that cannot be followed exactly.</exception>
    public static ITextTokenizer Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new TokenizerException($"tokenizer.json is not JSON: {exception.Message}", exception);
        }
    }

    /// <param name="root">The file's object.</param>
    /// <exception cref="TokenizerException">The file is broken or asks for a step that cannot be followed exactly.</exception>
    internal static ITextTokenizer Read(JsonElement root)
    {
        try
        {
            return Build(root);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidDataException or FormatException or InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new TokenizerException($"tokenizer.json is not a tokenizer file: {exception.Message}", exception);
        }
    }

    private static HuggingFaceTokenizer Build(JsonElement root)
    {
        var preTokenizer = Part(root, "pre_tokenizer");
        var model = VocabularyModelReader.Read(root.Needed("model"), PreTokenizerReader.IsByteLevel(preTokenizer));
        var added = root.TryGetProperty("added_tokens", out var tokens) ? tokens.EnumerateArray().Select(ReadAddedToken).ToList() : [];
        var (prefix, suffix) = TemplateReader.Read(Part(root, "post_processor"));
        var pipeline = new HuggingFacePipeline
        {
            AddedTokens = added,
            Normalizers = NormalizerReader.Read(Part(root, "normalizer")),
            PreTokenizers = PreTokenizerReader.Read(preTokenizer),
            Encoder = model.Encoder,
            Prefix = prefix,
            Suffix = suffix,
        };
        var info = new TokenizerInfo
        {
            Description = $"tokenizer.json ({model.Description})",
            VocabularySize = model.Vocabulary.Values.Concat(added.Select(token => token.Id)).DefaultIfEmpty(-1).Max() + 1,
            SpecialTokens = added.Where(token => token.IsSpecial).GroupBy(token => token.Content).ToDictionary(group => group.Key, group => group.First().Id),
            StripsLeadingSpace = !model.IsByteLevel && StripsLeadingSpace(Part(root, "decoder")),
        };
        return new HuggingFaceTokenizer(pipeline, info, TokenBytes(model, added));
    }

    private static JsonElement Part(JsonElement root, string name) => root.TryGetProperty(name, out var part) ? part : default;

    private static AddedToken ReadAddedToken(JsonElement token) => new()
    {
        Content = token.Needed("content").Text(),
        Id = token.Needed("id").TokenId(),
        IsSpecial = IsSet(token, "special"),
        IsNormalized = IsSet(token, "normalized"),
        StripsLeft = IsSet(token, "lstrip"),
        StripsRight = IsSet(token, "rstrip"),
        IsSingleWord = IsSet(token, "single_word"),
    };

    private static bool StripsLeadingSpace(JsonElement decoder)
    {
        if (decoder.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        return decoder.Needed("type").GetString() switch
        {
            "Sequence" => decoder.Needed("decoders").EnumerateArray().Any(StripsLeadingSpace),
            "Strip" => decoder.Needed("content").GetString() == " " && decoder.Needed("start").GetInt32() > 0,
            "Metaspace" => !(decoder.TryGetProperty("prepend_scheme", out var scheme) && scheme.GetString() == "never"),
            _ => false,
        };
    }

    private static Dictionary<int, byte[]> TokenBytes(VocabularyModel table, IReadOnlyList<AddedToken> added)
    {
        var bytes = new Dictionary<int, byte[]>(table.Vocabulary.Count);
        foreach (var (token, id) in table.Vocabulary)
        {
            bytes[id] = table.IsByteLevel
                ? ByteLevelAlphabet.Decode(token) ?? Encoding.UTF8.GetBytes(token)
                : SentencePieceBytes.Of(token, table.ByteFallback);
        }

        foreach (var token in added)
        {
            bytes[token.Id] = token.IsSpecial ? [] : Encoding.UTF8.GetBytes(token.Content);
        }

        return bytes;
    }

    private static bool IsSet(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
