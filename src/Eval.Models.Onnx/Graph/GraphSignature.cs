using Microsoft.ML.OnnxRuntime.Tensors;

namespace Eval.Models.Onnx.Graph;

/// <summary>Inputs and outputs of a decoder as its export names them.</summary>
internal sealed record GraphSignature
{
    public required string InputIds { get; init; }

    public string? AttentionMask { get; init; }

    public string? PositionIds { get; init; }

    /// <summary>Boolean input of merged exports that says whether the past is real.</summary>
    public string? CacheBranch { get; init; }

    public required string Logits { get; init; }

    public required TensorElementType LogitsElement { get; init; }

    /// <summary>Element types of the integer inputs by name: int64 or int32.</summary>
    public required IReadOnlyDictionary<string, TensorElementType> IdElements { get; init; }

    public required int VocabularySize { get; init; }

    /// <summary>Cached tensors; empty for an export without past key values.</summary>
    public required IReadOnlyList<CacheSlot> Cache { get; init; }

    /// <summary>Whether rows of different length can share a batch: the mask must hide padding and positions must count real tokens only.</summary>
    public required bool SupportsPadding { get; init; }

    /// <summary>Whether attention is one operator that counts tokens instead of reading the mask: every row's tokens stand at the left of the cache, and several tokens behind a past are read only in a row of their own.</summary>
    public bool CountsTokens { get; init; }

    /// <summary>Whether activations are quantised by one scale for all that is computed together, so that a token's numbers depend on what it is computed with.</summary>
    public bool HasSharedScales { get; init; }

    public bool HasCache => Cache.Count > 0;

    public long CacheBytesPerToken => Cache.Sum(slot => slot.BytesPerToken);
}
