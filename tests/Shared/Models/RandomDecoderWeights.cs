namespace Eval.Testing.Models;

/// <summary>What a made-up decoder answers.</summary>
internal enum RandomDecoderWeights
{
    Random,

    /// <summary>Every logit is the same.</summary>
    Flat,

    /// <summary>Every logit is NaN.</summary>
    NotANumber,
}
