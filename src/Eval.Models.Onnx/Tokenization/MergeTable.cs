namespace Eval.Models.Onnx.Tokenization;

/// <summary>A BPE vocabulary with its ranked merges, in the characters the file is written in.</summary>
internal sealed record MergeTable
{
    public required IReadOnlyDictionary<string, int> Vocabulary { get; init; }

    /// <summary>Pairs in rank order.</summary>
    public required IReadOnlyList<(string Left, string Right)> Merges { get; init; }

    /// <summary>The vocabulary is written in <see cref="ByteLevelAlphabet"/>, not in plain text.</summary>
    public bool IsByteLevel { get; init; }

    public string? UnknownToken { get; init; }

    public bool FuseUnknown { get; init; }

    /// <summary>A character outside the vocabulary becomes its UTF-8 bytes as <c>&lt;0xNN&gt;</c> tokens.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>A piece that is itself a token is taken whole, whatever the merges say.</summary>
    public bool IgnoreMerges { get; init; }
}
