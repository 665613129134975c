namespace Eval.Models.Onnx.Tokenization;

/// <summary>What a tokenizer is, for records and for decoding.</summary>
public sealed record TokenizerInfo
{
    /// <summary>File it was read from and kind, e.g. <c>tokenizer.json (BPE, byte-level)</c>.</summary>
    public required string Description { get; init; }

    /// <summary>One more than the highest token id.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Ids of tokens that stand for no text (BOS, EOS, chat marks), by their written form.</summary>
    public required IReadOnlyDictionary<string, int> SpecialTokens { get; init; }

    /// <summary>True where encoding puts a space before the text, which decoding takes away again.</summary>
    public bool StripsLeadingSpace { get; init; }
}
