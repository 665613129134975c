using System.Text.Json;
using Eval.Models.Onnx.Files;

namespace Eval.Models.Onnx.Tokenization;

/// <summary>Reads the <c>model</c> part of <c>tokenizer.json</c>: BPE or Unigram.</summary>
internal static class VocabularyModelReader
{
    /// <exception cref="TokenizerException">The model is of another kind, or has a setting that cannot be followed.</exception>
    public static VocabularyModel Read(JsonElement model, bool isByteLevel)
    {
        var type = model.TryGetProperty("type", out var named) ? named.GetString() : model.TryGetProperty("merges", out _) ? "BPE" : "Unigram";
        return type switch
        {
            "BPE" => ReadMerges(model, isByteLevel),
            "Unigram" => ReadUnigram(model),
            _ => throw new TokenizerException($"tokenizer.json holds a {type} model; only BPE and Unigram are known here. Use llama-server for this model."),
        };
    }

    private static VocabularyModel ReadUnigram(JsonElement model)
    {
        List<(string Text, double Score)> pieces = [.. model.Needed("vocab").EnumerateArray().Select(piece => (piece[0].Text(), piece[1].GetDouble()))];
        int? unknown = model.TryGetProperty("unk_id", out var id) && id.ValueKind == JsonValueKind.Number ? id.TokenId() : null;
        VocabularyLimits.CheckPieces(pieces.Select(piece => piece.Text));
        var fallsBack = IsSet(model, "byte_fallback");
        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < pieces.Count; i++)
        {
            vocabulary[pieces[i].Text] = i;
        }

        return new VocabularyModel(new UnigramWordEncoder(pieces, unknown, fallsBack), vocabulary, IsByteLevel: false, fallsBack, "Unigram");
    }

    private static VocabularyModel ReadMerges(JsonElement model, bool isByteLevel)
    {
        foreach (var affix in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
        {
            if (model.TryGetProperty(affix, out var value) && value.GetString() is { Length: > 0 } text)
            {
                throw new TokenizerException($"tokenizer.json sets {affix} to {text}, which is not known here. Use llama-server for this model.");
            }
        }

        var table = new MergeTable
        {
            Vocabulary = model.Needed("vocab").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.TokenId()),
            Merges = [.. model.Needed("merges").EnumerateArray().Select(ReadMerge)],
            IsByteLevel = isByteLevel,
            UnknownToken = model.TryGetProperty("unk_token", out var unknown) ? unknown.GetString() : null,
            FuseUnknown = IsSet(model, "fuse_unk"),
            ByteFallback = IsSet(model, "byte_fallback"),
            IgnoreMerges = IsSet(model, "ignore_merges"),
        };
        return new VocabularyModel(
            LibraryEncoder.Fits(table) ? new LibraryEncoder(table) : new MergeEncoder(table),
            table.Vocabulary,
            isByteLevel,
            table.ByteFallback,
            $"BPE, {(isByteLevel ? "byte-level" : table.ByteFallback ? "byte fallback" : "characters")}");
    }

    private static (string Left, string Right) ReadMerge(JsonElement merge)
    {
        if (merge.ValueKind == JsonValueKind.Array)
        {
            return (merge[0].Text(), merge[1].Text());
        }

        var text = merge.Text();
        var space = text.Length > 1 ? text.IndexOf(' ', 1) : -1;
        if (space < 0)
        {
            throw new FormatException($"the merge \"{text}\" has no two parts");
        }

        return (text[..space], text[(space + 1)..]);
    }

    private static bool IsSet(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
