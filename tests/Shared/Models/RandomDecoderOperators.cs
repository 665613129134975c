namespace Eval.Testing.Models;

/// <summary>Which operators a made-up decoder is built of; the mathematics are the same.</summary>
public enum RandomDecoderOperators
{
    /// <summary>ONNX's own operators, as the exporters of PyTorch write them.</summary>
    Plain,

    /// <summary>RotaryEmbedding and SimplifiedLayerNormalization as operators, attention of single ones.</summary>
    Rotary,

    /// <summary>MultiHeadAttention with past keys and an attention bias: as ONNX Runtime's transformer optimiser fuses exports.</summary>
    MultiHead,

    /// <summary>GroupQueryAttention with rotary positions inside, SkipSimplifiedLayerNormalization: as onnxruntime-genai's builder writes them.</summary>
    Grouped,
}
