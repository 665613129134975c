using Eval.Models.Onnx.Writing;

namespace Eval.Testing.Models;

/// <summary>A decoder of ONNX Runtime's fused operators, as onnxruntime-genai's model builder writes them: the attention mask is only counted, positions are the operator's own.</summary>
internal sealed class GroupedDecoderBody(RandomDecoderShape shape, DecoderWeights weights, DecoderMatrices matrices) : IDecoderBody
{
    private const float Epsilon = 1e-5f;

    private bool IsHalf => shape.CacheElement != OnnxElement.Float;

    public void Add(OnnxGraph graph, bool hasCache)
    {
        var hidden = matrices.Gather(graph, weights.Embedding, "input_ids");
        var counted = graph.Add("Sub", [graph.Add("ReduceSum", ["attention_mask", graph.Constant(1L)], OnnxAttribute.Of("keepdims", 0)), graph.Constant(1L)]);
        var lengths = graph.Add("Cast", [counted], OnnxAttribute.Of("to", (long)OnnxElement.Int32));
        var width = graph.Add("Gather", [graph.Add("Shape", ["attention_mask"]), graph.Constant(OnnxElement.Int64, [], [1, 0, 0, 0, 0, 0, 0, 0])], OnnxAttribute.Of("axis", 0));
        var total = graph.Add("Cast", [width], OnnxAttribute.Of("to", (long)OnnxElement.Int32));
        var cosine = Cast(graph, weights.Cosine);
        var sine = Cast(graph, weights.Sine);
        var normed = graph.Add("SimplifiedLayerNormalization", [hidden, weights.Ones], OnnxAttribute.Of("axis", -1), OnnxAttribute.Of("epsilon", Epsilon), OnnxAttribute.Of("stash_type", 1));
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var own = weights.Layers[layer];
            var mixed = graph.NewName("attention");
            graph.AddContributed(
                "GroupQueryAttention",
                [
                    Cast(graph, matrices.Multiply(graph, normed, own.Query)), Cast(graph, matrices.Multiply(graph, normed, own.Key)), Cast(graph, matrices.Multiply(graph, normed, own.Value)),
                    hasCache ? DecoderNames.Past(layer, "key") : "", hasCache ? DecoderNames.Past(layer, "value") : "", lengths, total, cosine, sine,
                ],
                [mixed, DecoderNames.Present(layer, "key"), DecoderNames.Present(layer, "value")],
                OnnxAttribute.Of("num_heads", shape.Heads),
                OnnxAttribute.Of("kv_num_heads", shape.KeyValueHeads),
                OnnxAttribute.Of("do_rotary", 1),
                OnnxAttribute.Of("rotary_interleaved", 0));
            (normed, hidden) = SkipNorm(graph, hidden, matrices.Multiply(graph, Full(graph, mixed), own.Output));
            var gate = matrices.Multiply(graph, normed, own.Gate);
            var activated = graph.Add("Mul", [gate, graph.Add("Sigmoid", [gate])]);
            var inner = graph.Add("Mul", [activated, matrices.Multiply(graph, normed, own.Up)]);
            (normed, hidden) = SkipNorm(graph, hidden, matrices.Multiply(graph, inner, own.Down));
        }

        DecoderOutput.Add(graph, shape, matrices.Multiply(graph, normed, weights.Output));
    }

    // The sum of both, and the norm of that sum.
    private (string Normed, string Sum) SkipNorm(OnnxGraph graph, string hidden, string skip)
    {
        var (normed, sum) = (graph.NewName("normed"), graph.NewName("sum"));
        graph.AddContributed("SkipSimplifiedLayerNormalization", [hidden, skip, weights.Ones], [normed, "", "", sum], OnnxAttribute.Of("epsilon", Epsilon));
        return (normed, sum);
    }

    private string Cast(OnnxGraph graph, string value) => IsHalf ? graph.Add("Cast", [value], OnnxAttribute.Of("to", (long)shape.CacheElement)) : value;

    private string Full(OnnxGraph graph, string value) => IsHalf ? graph.Add("Cast", [value], OnnxAttribute.Of("to", (long)OnnxElement.Float)) : value;
}
