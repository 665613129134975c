using Eval.Models.Onnx.Writing;

namespace Eval.Testing.Models;

/// <summary>The last nodes of a decoder: what the logits become.</summary>
internal static class DecoderOutput
{
    private const int FirstPart = 128;
    private const int Bytes = 256;
    private const float Unlikely = -100;

    public static void Add(OnnxGraph graph, RandomDecoderShape shape, string logits)
    {
        if (shape.Weights == RandomDecoderWeights.NotANumber)
        {
            logits = graph.Add("Sqrt", [graph.Add("Sub", [graph.Add("Mul", [logits, graph.Scalar(0)]), graph.Scalar(1)])]);
        }

        if (shape is { Weights: RandomDecoderWeights.Random, Vocabulary: > Bytes })
        {
            // Bytes that are no character of their own are never the likeliest, so that what is generated is text.
            float[] bias = [.. Enumerable.Range(0, shape.Vocabulary).Select(id => id is >= FirstPart and < Bytes ? Unlikely : 0)];
            logits = graph.Add("Add", [logits, graph.Constant([shape.Vocabulary], bias)]);
        }

        graph.AddNamed("Cast", [logits], "logits", OnnxAttribute.Of("to", (long)shape.CacheElement));
    }
}
