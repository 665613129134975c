using Eval.Models.Onnx.Writing;

namespace Eval.Testing.Models;

/// <summary>A decoder of ONNX's own operators, with rotation and norms as operators where the shape says so.</summary>
internal sealed class SingleDecoderBody(RandomDecoderShape shape, DecoderWeights weights, DecoderMatrices matrices) : IDecoderBody
{
    private const float Masked = -1e9f;
    private const float Epsilon = 1e-5f;

    private bool IsHalf => shape.CacheElement != OnnxElement.Float;

    public void Add(OnnxGraph graph, bool hasCache)
    {
        var hidden = matrices.Gather(graph, weights.Embedding, "input_ids");
        var length = graph.Add("Shape", ["input_ids"], OnnxAttribute.Of("start", 1), OnnxAttribute.Of("end", 2));
        var past = hasCache ? graph.Add("Shape", [DecoderNames.Past(0, "key")], OnnxAttribute.Of("start", 2), OnnxAttribute.Of("end", 3)) : graph.Constant(0L);
        var total = graph.Add("Add", [past, length]);
        var positions = shape.HasPositionIds ? "position_ids" : Range(graph, past, total, rows: true);
        var rotation = shape.Operators == RandomDecoderOperators.Rotary
            ? new Rotation(shape.HasPositionIds ? positions : graph.Add("Expand", [positions, graph.Add("Shape", ["input_ids"])]), weights.Cosine, weights.Sine)
            : new Rotation(positions, Rows(weights.Cosine), Rows(weights.Sine));
        var mask = Mask(graph, past, total);
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var own = weights.Layers[layer];
            hidden = graph.Add("Add", [hidden, Attention(graph, own, Norm(graph, hidden), rotation, mask, layer, hasCache)]);
            var normed = Norm(graph, hidden);
            var gate = matrices.Multiply(graph, normed, own.Gate);
            var activated = graph.Add("Mul", [gate, graph.Add("Sigmoid", [gate])]);
            var inner = graph.Add("Mul", [activated, matrices.Multiply(graph, normed, own.Up)]);
            hidden = graph.Add("Add", [hidden, matrices.Multiply(graph, inner, own.Down)]);
        }

        DecoderOutput.Add(graph, shape, matrices.Multiply(graph, Norm(graph, hidden), weights.Output));

        string Rows(string table) => graph.Add("Unsqueeze", [graph.Add("Gather", [table, positions]), graph.Constant(1L)]);
    }

    private string Attention(OnnxGraph graph, DecoderLayerWeights own, string hidden, Rotation rotation, string mask, int layer, bool hasCache)
    {
        if (shape.Operators == RandomDecoderOperators.MultiHead)
        {
            return MultiHead(graph, own, hidden, rotation, mask, layer, hasCache);
        }

        var groups = shape.Heads / shape.KeyValueHeads;
        var query = Rotate(graph, Split(graph, matrices.Multiply(graph, hidden, own.Query), shape.Heads), rotation);
        var key = Rotate(graph, Split(graph, matrices.Multiply(graph, hidden, own.Key), shape.KeyValueHeads), rotation);
        var value = Split(graph, matrices.Multiply(graph, hidden, own.Value), shape.KeyValueHeads);
        key = Extend(graph, key, layer, "key", hasCache);
        value = Extend(graph, value, layer, "value", hasCache);

        // [batch, kv heads, group, length, size]: queries of one group share a key, so keys are broadcast and never copied.
        var grouped = graph.Add("Reshape", [query, graph.Constant(0, shape.KeyValueHeads, groups, -1, shape.HeadSize)]);
        var keys = graph.Add("Transpose", [graph.Add("Unsqueeze", [key, graph.Constant(2L)])], OnnxAttribute.Of("perm", [0, 1, 2, 4, 3]));
        var scores = graph.Add("Mul", [graph.Add("MatMul", [grouped, keys]), graph.Scalar((float)(1 / Math.Sqrt(shape.HeadSize)))]);
        var weighted = graph.Add("Softmax", [graph.Add("Add", [scores, mask])], OnnxAttribute.Of("axis", -1));
        var mixed = graph.Add("MatMul", [weighted, graph.Add("Unsqueeze", [value, graph.Constant(2L)])]);
        var heads = graph.Add("Reshape", [mixed, graph.Constant(0, shape.Heads, -1, shape.HeadSize)]);
        return matrices.Multiply(graph, Join(graph, heads), own.Output);
    }

    // The operator takes keys and values by [batch, length, hidden] and keeps them by [batch, heads, length, size]; the bias has no group axis.
    private string MultiHead(OnnxGraph graph, DecoderLayerWeights own, string hidden, Rotation rotation, string mask, int layer, bool hasCache)
    {
        var query = Join(graph, Rotate(graph, Split(graph, matrices.Multiply(graph, hidden, own.Query), shape.Heads), rotation));
        var key = Join(graph, Rotate(graph, Split(graph, matrices.Multiply(graph, hidden, own.Key), shape.Heads), rotation));
        var bias = graph.Add("Reshape", [mask, graph.Add("Concat", [Dimension(graph, "input_ids", 0), graph.Constant(1L), Dimension(graph, "input_ids", 1), graph.Constant(-1L)], OnnxAttribute.Of("axis", 0))]);
        var mixed = graph.NewName("attention");
        graph.AddContributed(
            "MultiHeadAttention",
            [
                query, key, matrices.Multiply(graph, hidden, own.Value), "", "", bias,
                hasCache ? DecoderNames.Past(layer, "key") : "", hasCache ? DecoderNames.Past(layer, "value") : "",
            ],
            [mixed, DecoderNames.Present(layer, "key"), DecoderNames.Present(layer, "value")],
            OnnxAttribute.Of("num_heads", shape.Heads));
        return matrices.Multiply(graph, mixed, own.Output);
    }

    private string Join(OnnxGraph graph, string heads) =>
        graph.Add("Reshape", [graph.Add("Transpose", [heads], OnnxAttribute.Of("perm", [0, 2, 1, 3])), graph.Constant(0, 0, shape.Hidden)]);

    private static string Dimension(OnnxGraph graph, string value, int axis) => graph.Add("Shape", [value], OnnxAttribute.Of("start", axis), OnnxAttribute.Of("end", axis + 1));

    private string Extend(OnnxGraph graph, string fresh, int layer, string kind, bool hasCache)
    {
        if (!shape.HasCache)
        {
            return fresh;
        }

        var half = IsHalf ? graph.Add("Cast", [fresh], OnnxAttribute.Of("to", (long)shape.CacheElement)) : fresh;
        if (hasCache)
        {
            graph.AddNamed("Concat", [DecoderNames.Past(layer, kind), half], DecoderNames.Present(layer, kind), OnnxAttribute.Of("axis", 2));
        }
        else
        {
            graph.AddNamed("Identity", [half], DecoderNames.Present(layer, kind));
        }

        return IsHalf ? graph.Add("Cast", [DecoderNames.Present(layer, kind)], OnnxAttribute.Of("to", (long)OnnxElement.Float)) : DecoderNames.Present(layer, kind);
    }

    // 0 where a query may look, a large negative number where not: later positions, and padding where there is a mask.
    private string Mask(OnnxGraph graph, string past, string total)
    {
        var queries = graph.Add("Unsqueeze", [Range(graph, past, total, rows: false), graph.Constant(1L)]);
        var keys = Range(graph, graph.Constant(0L), total, rows: true);
        var allowed = graph.Add("LessOrEqual", [keys, queries]);
        if (shape.HasAttentionMask)
        {
            var real = graph.Add("Cast", ["attention_mask"], OnnxAttribute.Of("to", (long)OnnxElement.Bool));
            allowed = graph.Add("And", [allowed, graph.Add("Unsqueeze", [real, graph.Constant(1, 2, 3)])]);
        }

        return graph.Add("Where", [allowed, graph.Scalar(0), graph.Scalar(Masked)]);
    }

    private static string Range(OnnxGraph graph, string from, string to, bool rows)
    {
        var range = graph.Add("Range", [graph.Add("Squeeze", [from]), graph.Add("Squeeze", [to]), graph.Add("Squeeze", [graph.Constant(1L)])]);
        return rows ? graph.Add("Unsqueeze", [range, graph.Constant(0L)]) : range;
    }

    private string Split(OnnxGraph graph, string value, int heads) => graph.Add(
        "Transpose", [graph.Add("Reshape", [value, graph.Constant(0, 0, heads, shape.HeadSize)])], OnnxAttribute.Of("perm", [0, 2, 1, 3]));

    private string Rotate(OnnxGraph graph, string value, Rotation rotation)
    {
        if (shape.Operators == RandomDecoderOperators.Rotary)
        {
            var rotated = graph.NewName("rotated");
            graph.AddContributed("RotaryEmbedding", [value, rotation.Positions, rotation.Cosine, rotation.Sine], [rotated]);
            return rotated;
        }

        var half = shape.HeadSize / 2;
        var first = graph.Add("Slice", [value, graph.Constant(0L), graph.Constant((long)half), graph.Constant(3L)]);
        var second = graph.Add("Slice", [value, graph.Constant((long)half), graph.Constant((long)shape.HeadSize), graph.Constant(3L)]);
        var left = graph.Add("Sub", [graph.Add("Mul", [first, rotation.Cosine]), graph.Add("Mul", [second, rotation.Sine])]);
        var right = graph.Add("Add", [graph.Add("Mul", [second, rotation.Cosine]), graph.Add("Mul", [first, rotation.Sine])]);
        return graph.Add("Concat", [left, right], OnnxAttribute.Of("axis", 3));
    }

    private string Norm(OnnxGraph graph, string value)
    {
        if (shape.Operators == RandomDecoderOperators.Rotary)
        {
            return graph.Add("SimplifiedLayerNormalization", [value, weights.Ones], OnnxAttribute.Of("axis", -1), OnnxAttribute.Of("epsilon", Epsilon), OnnxAttribute.Of("stash_type", 1));
        }

        var mean = graph.Add("ReduceMean", [graph.Add("Mul", [value, value])], OnnxAttribute.Of("axes", [-1]), OnnxAttribute.Of("keepdims", 1));
        return graph.Add("Div", [value, graph.Add("Sqrt", [graph.Add("Add", [mean, graph.Scalar(Epsilon)])])]);
    }

    /// <summary>Positions of every row, and the tables: whole for the operator, the rows of those positions otherwise.</summary>
    private sealed record Rotation(string Positions, string Cosine, string Sine);
}
