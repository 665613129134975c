using Microsoft.ML.Tokenizers;

namespace Eval.Models.Onnx.Tokenization;

/// <summary>Byte-level BPE by Microsoft.ML.Tokenizers, for vocabularies whose merging it follows exactly.</summary>
internal sealed class LibraryEncoder : IWordEncoder
{
    private readonly BpeTokenizer _tokenizer;

    public LibraryEncoder(MergeTable table)
    {
        _tokenizer = BpeTokenizer.Create(new BpeOptions(table.Vocabulary)
        {
            Merges = table.Merges.Select(merge => $"{merge.Left} {merge.Right}"),
            // Words come in the byte-level alphabet already.
            ByteLevel = false,
            PreTokenizer = null,
            Normalizer = null,
        });
    }

    /// <summary>Whether the library's merging is the vocabulary's own.</summary>
    public static bool Fits(MergeTable table) =>
        table is { IsByteLevel: true, ByteFallback: false, IgnoreMerges: false }
        && Enumerable.Range(0, 256).All(value => table.Vocabulary.ContainsKey(ByteLevelAlphabet.CharacterOf((byte)value).ToString()));

    public void Encode(ReadOnlySpan<char> word, List<int> ids) =>
        ids.AddRange(_tokenizer.EncodeToIds(word, considerPreTokenization: false, considerNormalization: false));
}
