namespace Eval.Testing.Models;

/// <summary>How the weights of a made-up decoder are stored and multiplied.</summary>
public enum RandomDecoderPrecision
{
    Full,

    /// <summary>Weights, cache and logits in half precision.</summary>
    Half,

    /// <summary>Dynamic quantisation as ONNX Runtime's <c>quantize_dynamic</c> writes it: 7-bit weights in 8 bits (its <c>reduce_range</c>, without which processors of before 2019 overflow), activations quantised by one scale for the whole tensor.</summary>
    EightBits,

    /// <summary>Weights, cache and logits in bfloat16, multiplied as such.</summary>
    Brain,

    /// <summary>Weights kept in bfloat16 and widened where they are used.</summary>
    BrainStored,

    /// <summary>4-bit weights in blocks (com.microsoft MatMulNBits), activations in full precision.</summary>
    FourBits,

    /// <summary>4-bit weights with zero points, activations quantised to 8 bits block by block (<c>accuracy_level</c> 4).</summary>
    FourBitsQuick,
}
