using System.Text;
using System.Text.Json;

namespace Eval.Models.Onnx.Tokenization;

/// <summary>Reads a <c>tokenizer.json</c> (Hugging Face's fast tokenizers) with a BPE model.</summary>
public static class HuggingFaceTokenizerReader
{
    /// <param name="json">The file's content.</param>
    /// <exception cref="TokenizerException">The file is broken or asks for a step that cannot be followed exactly.</exception>
    public static ITextTokenizer Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Build(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new TokenizerException($"tokenizer.json is not a tokenizer file: {exception.Message}", exception);
        }
    }

    private static HuggingFaceTokenizer Build(JsonElement root)
    {
        var preTokenizer = Part(root, "pre_tokenizer");
        var table = ReadModel(root.GetProperty("model"), PreTokenizerReader.IsByteLevel(preTokenizer));
        var added = root.TryGetProperty("added_tokens", out var tokens) ? tokens.EnumerateArray().Select(ReadAddedToken).ToList() : [];
        var (prefix, suffix) = TemplateReader.Read(Part(root, "post_processor"));
        var usesLibrary = LibraryEncoder.Fits(table);
        var pipeline = new HuggingFacePipeline
        {
            AddedTokens = added,
            Normalizers = NormalizerReader.Read(Part(root, "normalizer")),
            PreTokenizers = PreTokenizerReader.Read(preTokenizer),
            Encoder = usesLibrary ? new LibraryEncoder(table) : new MergeEncoder(table),
            Prefix = prefix,
            Suffix = suffix,
        };
        var info = new TokenizerInfo
        {
            Description = $"tokenizer.json (BPE, {(table.IsByteLevel ? "byte-level" : table.ByteFallback ? "byte fallback" : "characters")})",
            VocabularySize = table.Vocabulary.Values.Concat(added.Select(token => token.Id)).DefaultIfEmpty(-1).Max() + 1,
            SpecialTokens = added.Where(token => token.IsSpecial).GroupBy(token => token.Content).ToDictionary(group => group.Key, group => group.First().Id),
            StripsLeadingSpace = !table.IsByteLevel && StripsLeadingSpace(Part(root, "decoder")),
        };
        return new HuggingFaceTokenizer(pipeline, info, TokenBytes(table, added));
    }

    private static JsonElement Part(JsonElement root, string name) => root.TryGetProperty(name, out var part) ? part : default;

    private static MergeTable ReadModel(JsonElement model, bool isByteLevel)
    {
        var type = model.TryGetProperty("type", out var named) ? named.GetString() : "BPE";
        if (type != "BPE" || !model.TryGetProperty("merges", out var merges))
        {
            throw new TokenizerException($"tokenizer.json holds a {type} model; only BPE is known here. Use llama-server for this model.");
        }

        foreach (var affix in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
        {
            if (model.TryGetProperty(affix, out var value) && value.GetString() is { Length: > 0 } text)
            {
                throw new TokenizerException($"tokenizer.json sets {affix} to {text}, which is not known here. Use llama-server for this model.");
            }
        }

        return new MergeTable
        {
            Vocabulary = model.GetProperty("vocab").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetInt32()),
            Merges = [.. merges.EnumerateArray().Select(ReadMerge)],
            IsByteLevel = isByteLevel,
            UnknownToken = model.TryGetProperty("unk_token", out var unknown) ? unknown.GetString() : null,
            FuseUnknown = IsSet(model, "fuse_unk"),
            ByteFallback = IsSet(model, "byte_fallback"),
            IgnoreMerges = IsSet(model, "ignore_merges"),
        };
    }

    private static (string Left, string Right) ReadMerge(JsonElement merge)
    {
        if (merge.ValueKind == JsonValueKind.Array)
        {
            return (merge[0].GetString()!, merge[1].GetString()!);
        }

        var text = merge.GetString()!;
        var space = text.IndexOf(' ', 1);
        return (text[..space], text[(space + 1)..]);
    }

    private static AddedToken ReadAddedToken(JsonElement token) => new()
    {
        Content = token.GetProperty("content").GetString()!,
        Id = token.GetProperty("id").GetInt32(),
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

        return decoder.GetProperty("type").GetString() switch
        {
            "Sequence" => decoder.GetProperty("decoders").EnumerateArray().Any(StripsLeadingSpace),
            "Strip" => decoder.GetProperty("content").GetString() == " " && decoder.GetProperty("start").GetInt32() > 0,
            "Metaspace" => !(decoder.TryGetProperty("prepend_scheme", out var scheme) && scheme.GetString() == "never"),
            _ => false,
        };
    }

    private static Dictionary<int, byte[]> TokenBytes(MergeTable table, IReadOnlyList<AddedToken> added)
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
