namespace Eval.Testing.Models;

/// <summary>How the weights of a made-up decoder are stored and multiplied.</summary>
public enum RandomDecoderPrecision
{
    Full,

    /// <summary>Weights, cache and logits in half precision.</summary>
    Half,

    /// <summary>Dynamic quantisation as ONNX Runtime's <c>quantize_dynamic</c> writes it: 8-bit weights, activations quantised by one scale for the whole tensor.</summary>
    EightBits,

    /// <summary>4-bit weights in blocks (com.microsoft MatMulNBits), activations in full precision.</summary>
    FourBits,

    /// <summary>4-bit weights with zero points, activations quantised to 8 bits block by block (<c>accuracy_level</c> 4).</summary>
    FourBitsQuick,
}
