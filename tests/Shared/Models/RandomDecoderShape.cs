using Eval.Models.Onnx.Writing;

namespace Eval.Testing.Models;

/// <summary>Size of a made-up decoder of the Llama family.</summary>
internal sealed record RandomDecoderShape
{
    /// <summary>Small enough to make in a test: two layers, grouped-query attention.</summary>
    public static RandomDecoderShape Tiny { get; } = new();

    /// <summary>About 100 million parameters, the shape of a small real model.</summary>
    public static RandomDecoderShape Realistic { get; } = new()
    {
        Layers = 12,
        Hidden = 768,
        Heads = 12,
        KeyValueHeads = 4,
        Inner = 2048,
        Vocabulary = 16_384,
    };

    public int Layers { get; init; } = 2;

    public int Hidden { get; init; } = 32;

    public int Heads { get; init; } = 4;

    public int KeyValueHeads { get; init; } = 2;

    public int Inner { get; init; } = 64;

    public int Vocabulary { get; init; } = 512;

    public int ContextLength { get; init; } = 8192;

    /// <summary>Whether past key values go in and come out.</summary>
    public bool HasCache { get; init; } = true;

    /// <summary>Whether one file holds both branches behind <c>use_cache_branch</c>, as Optimum merged them.</summary>
    public bool IsMerged { get; init; }

    public RandomDecoderPrecision Precision { get; init; }

    /// <summary>Whether the weights are those that the precision stands for, stored and multiplied in full precision: the reference that a quantised model is compared with.</summary>
    public bool IsDequantized { get; init; }

    public RandomDecoderOperators Operators { get; init; }

    public bool HasPositionIds { get; init; } = true;

    public bool HasAttentionMask { get; init; } = true;

    /// <summary>Whether the graph itself says how large the cache's heads are; else only the configuration does.</summary>
    public bool HasFixedCacheShape { get; init; } = true;

    public RandomDecoderWeights Weights { get; init; } = RandomDecoderWeights.Random;

    public OnnxElement CacheElement => (Precision, IsDequantized) switch
    {
        (RandomDecoderPrecision.Half, false) => OnnxElement.Float16,
        (RandomDecoderPrecision.Brain, false) => OnnxElement.BFloat16,
        _ => OnnxElement.Float,
    };

    public int HeadSize => Hidden / Heads;

    public long Parameters => (2L * Vocabulary * Hidden) + (Layers * ((2L * Hidden * Hidden) + (2L * Hidden * KeyValueHeads * HeadSize) + (3L * Hidden * Inner) + (2L * Hidden)));
}
