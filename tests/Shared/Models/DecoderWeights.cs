namespace Eval.Testing.Models;

/// <summary>Constants of a made-up decoder.</summary>
internal sealed record DecoderWeights
{
    public required DecoderMatrix Embedding { get; init; }

    public required DecoderMatrix Output { get; init; }

    /// <summary>Cosines by position and half of a head.</summary>
    public required string Cosine { get; init; }

    public required string Sine { get; init; }

    /// <summary>Scales of every norm: all 1.</summary>
    public required string Ones { get; init; }

    public required IReadOnlyList<DecoderLayerWeights> Layers { get; init; }
}
