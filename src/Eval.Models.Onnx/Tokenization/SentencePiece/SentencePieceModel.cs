namespace Eval.Models.Onnx.Tokenization.SentencePiece;

/// <summary>What a <c>tokenizer.model</c> says; an id is a piece's place in the list.</summary>
internal sealed record SentencePieceModel
{
    public required IReadOnlyList<(string Text, float Score, PieceKind Kind)> Pieces { get; init; }

    /// <summary>Unigram (the most likely segmentation) instead of BPE (the best-scored merge first).</summary>
    public required bool IsUnigram { get; init; }

    /// <summary>A character outside the vocabulary becomes its UTF-8 bytes.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>The mark of a space ends a word instead of beginning it.</summary>
    public bool SpaceIsSuffix { get; init; }

    public int StartId { get; init; }

    public int EndId { get; init; }

    /// <summary>Character replacements; empty for none.</summary>
    public byte[] CharacterMap { get; init; } = [];

    public bool AddsDummyPrefix { get; init; }

    public bool RemovesExtraSpaces { get; init; }

    /// <summary>A space is written as U+2581.</summary>
    public bool EscapesSpaces { get; init; }
}
