using System.Globalization;
using Eval.Models.Onnx.Writing;

namespace Eval.Testing.Models;

/// <summary>Makes an ONNX decoder with random weights in the layout Optimum exports: RMS norm, rotary positions, grouped-query attention, gated feed-forward.</summary>
internal sealed class RandomDecoder
{
    private const float Masked = -1e9f;
    private const float Epsilon = 1e-5f;
    private const double RotaryBase = 10_000;

    private readonly RandomDecoderShape _shape;
    private readonly Random _random;

    private RandomDecoder(RandomDecoderShape shape, int seed)
    {
        _shape = shape;
        _random = new Random(seed);
    }

    private OnnxElement CacheElement => _shape.IsHalf ? OnnxElement.Float16 : OnnxElement.Float;

    /// <summary>Writes <c>model.onnx</c> (or <c>decoder_model_merged.onnx</c>) and <c>config.json</c> into a folder.</summary>
    public static void Write(string folder, RandomDecoderShape shape, int seed = 1)
    {
        Directory.CreateDirectory(folder);
        var decoder = new RandomDecoder(shape, seed);
        using (var stream = File.Create(Path.Combine(folder, shape.IsMerged ? "decoder_model_merged.onnx" : "model.onnx")))
        {
            OnnxModelWriter.Write(shape.IsMerged ? decoder.BuildMerged() : decoder.BuildPlain(), stream);
        }

        File.WriteAllText(Path.Combine(folder, "config.json"), string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "model_type": "llama", "vocab_size": {{shape.Vocabulary}}, "max_position_embeddings": {{shape.ContextLength}}, "hidden_size": {{shape.Hidden}},
              "num_attention_heads": {{shape.Heads}}, "num_key_value_heads": {{shape.KeyValueHeads}}, "num_hidden_layers": {{shape.Layers}}, "eos_token_id": null
            }
            """));
    }

    private OnnxGraph BuildPlain()
    {
        var graph = new OnnxGraph("decoder");
        AddInputs(graph, _shape.HasCache);
        AddOutputs(graph, _shape.HasCache);
        AddBody(graph, MakeWeights(graph), _shape.HasCache);
        return graph;
    }

    private OnnxGraph BuildMerged()
    {
        var graph = new OnnxGraph("merged");
        AddInputs(graph, hasCache: true);
        graph.Inputs.Add(new OnnxValue("use_cache_branch", OnnxElement.Bool, ["1"]));
        var weights = MakeWeights(graph);
        var flag = graph.Add("Squeeze", ["use_cache_branch"]);
        OnnxGraph Branch(string name, bool hasCache)
        {
            var branch = new OnnxGraph(name);
            AddBody(branch, weights, hasCache);
            AddOutputs(branch, hasCache: true);
            return branch;
        }

        AddOutputs(graph, hasCache: true);
        graph.Nodes.Add(new OnnxNode("If", [flag], [.. graph.Outputs.Select(output => output.Name)],
            [OnnxAttribute.Of("then_branch", Branch("with_past", hasCache: true)), OnnxAttribute.Of("else_branch", Branch("without_past", hasCache: false))]));
        return graph;
    }

    private void AddInputs(OnnxGraph graph, bool hasCache)
    {
        graph.Inputs.Add(new OnnxValue("input_ids", OnnxElement.Int64, ["batch_size", "sequence_length"]));
        if (_shape.HasAttentionMask)
        {
            graph.Inputs.Add(new OnnxValue("attention_mask", OnnxElement.Int64, ["batch_size", "total_sequence_length"]));
        }

        if (_shape.HasPositionIds)
        {
            graph.Inputs.Add(new OnnxValue("position_ids", OnnxElement.Int64, ["batch_size", "sequence_length"]));
        }

        for (var layer = 0; hasCache && layer < _shape.Layers; layer++)
        {
            graph.Inputs.Add(CacheValue(Past(layer, "key"), "past_sequence_length"));
            graph.Inputs.Add(CacheValue(Past(layer, "value"), "past_sequence_length"));
        }
    }

    private void AddOutputs(OnnxGraph graph, bool hasCache)
    {
        graph.Outputs.Add(new OnnxValue("logits", CacheElement, ["batch_size", "sequence_length", Text(_shape.Vocabulary)]));
        for (var layer = 0; hasCache && layer < _shape.Layers; layer++)
        {
            graph.Outputs.Add(CacheValue(Present(layer, "key"), "present_sequence_length"));
            graph.Outputs.Add(CacheValue(Present(layer, "value"), "present_sequence_length"));
        }
    }

    private OnnxValue CacheValue(string name, string length) => new(name, CacheElement, ["batch_size", Text(_shape.KeyValueHeads), length, Text(_shape.HeadSize)]);

    private Weights MakeWeights(OnnxGraph graph)
    {
        var keyValueSize = _shape.KeyValueHeads * _shape.HeadSize;
        var half = _shape.HeadSize / 2;
        var cosine = new float[_shape.ContextLength * half];
        var sine = new float[_shape.ContextLength * half];
        for (var position = 0; position < _shape.ContextLength; position++)
        {
            for (var i = 0; i < half; i++)
            {
                var angle = position / Math.Pow(RotaryBase, (double)i / half);
                cosine[(position * half) + i] = (float)Math.Cos(angle);
                sine[(position * half) + i] = (float)Math.Sin(angle);
            }
        }

        return new Weights
        {
            Embedding = Matrix(graph, _shape.Vocabulary, _shape.Hidden, 1),
            Output = Matrix(graph, _shape.Hidden, _shape.Vocabulary, _shape.Weights == RandomDecoderWeights.Flat ? 0 : 4 / Math.Sqrt(_shape.Hidden)),
            Cosine = graph.Constant([_shape.ContextLength, half], cosine),
            Sine = graph.Constant([_shape.ContextLength, half], sine),
            Layers =
            [
                .. Enumerable.Range(0, _shape.Layers).Select(_ => new LayerWeights(
                    Matrix(graph, _shape.Hidden, _shape.Hidden, Scale(_shape.Hidden)),
                    Matrix(graph, _shape.Hidden, keyValueSize, Scale(_shape.Hidden)),
                    Matrix(graph, _shape.Hidden, keyValueSize, Scale(_shape.Hidden)),
                    Matrix(graph, _shape.Hidden, _shape.Hidden, Scale(_shape.Hidden)),
                    Matrix(graph, _shape.Hidden, _shape.Inner, Scale(_shape.Hidden)),
                    Matrix(graph, _shape.Hidden, _shape.Inner, Scale(_shape.Hidden)),
                    Matrix(graph, _shape.Inner, _shape.Hidden, Scale(_shape.Inner)))),
            ],
        };

        static double Scale(int size) => 1.5 / Math.Sqrt(size);
    }

    private string Matrix(OnnxGraph graph, int rows, int columns, double scale)
    {
        // A sum of uniform numbers is near enough to normal, and quick to draw.
        var values = new float[(long)rows * columns];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)((_random.NextDouble() + _random.NextDouble() - 1) * scale * 2.4);
        }

        return graph.Constant([rows, columns], values);
    }

    private void AddBody(OnnxGraph graph, Weights weights, bool hasCache)
    {
        var hidden = graph.Add("Gather", [weights.Embedding, "input_ids"]);
        var length = graph.Add("Shape", ["input_ids"], OnnxAttribute.Of("start", 1), OnnxAttribute.Of("end", 2));
        var past = hasCache ? graph.Add("Shape", [Past(0, "key")], OnnxAttribute.Of("start", 2), OnnxAttribute.Of("end", 3)) : graph.Constant(0L);
        var total = graph.Add("Add", [past, length]);
        var positions = _shape.HasPositionIds ? "position_ids" : Range(graph, past, total, rows: true);
        var cosine = graph.Add("Unsqueeze", [graph.Add("Gather", [weights.Cosine, positions]), graph.Constant(1L)]);
        var sine = graph.Add("Unsqueeze", [graph.Add("Gather", [weights.Sine, positions]), graph.Constant(1L)]);
        var mask = Mask(graph, past, total);
        for (var layer = 0; layer < _shape.Layers; layer++)
        {
            var own = weights.Layers[layer];
            hidden = graph.Add("Add", [hidden, Attention(graph, own, Norm(graph, hidden), cosine, sine, mask, layer, hasCache)]);
            var normed = Norm(graph, hidden);
            var gate = graph.Add("MatMul", [normed, own.Gate]);
            var activated = graph.Add("Mul", [gate, graph.Add("Sigmoid", [gate])]);
            var inner = graph.Add("Mul", [activated, graph.Add("MatMul", [normed, own.Up])]);
            hidden = graph.Add("Add", [hidden, graph.Add("MatMul", [inner, own.Down])]);
        }

        var logits = graph.Add("MatMul", [Norm(graph, hidden), weights.Output]);
        if (_shape.Weights == RandomDecoderWeights.NotANumber)
        {
            logits = graph.Add("Sqrt", [graph.Add("Sub", [graph.Add("Mul", [logits, graph.Scalar(0)]), graph.Scalar(1)])]);
        }

        graph.AddNamed("Cast", [logits], "logits", OnnxAttribute.Of("to", (long)CacheElement));
    }

    private string Attention(OnnxGraph graph, LayerWeights weights, string hidden, string cosine, string sine, string mask, int layer, bool hasCache)
    {
        var groups = _shape.Heads / _shape.KeyValueHeads;
        var query = Rotate(graph, Split(graph, graph.Add("MatMul", [hidden, weights.Query]), _shape.Heads), cosine, sine);
        var key = Rotate(graph, Split(graph, graph.Add("MatMul", [hidden, weights.Key]), _shape.KeyValueHeads), cosine, sine);
        var value = Split(graph, graph.Add("MatMul", [hidden, weights.Value]), _shape.KeyValueHeads);
        key = Extend(graph, key, layer, "key", hasCache);
        value = Extend(graph, value, layer, "value", hasCache);

        // [batch, kv heads, group, length, size]: queries of one group share a key, so keys are broadcast and never copied.
        var grouped = graph.Add("Reshape", [query, graph.Constant(0, _shape.KeyValueHeads, groups, -1, _shape.HeadSize)]);
        var keys = graph.Add("Transpose", [graph.Add("Unsqueeze", [key, graph.Constant(2L)])], OnnxAttribute.Of("perm", [0, 1, 2, 4, 3]));
        var scores = graph.Add("Mul", [graph.Add("MatMul", [grouped, keys]), graph.Scalar((float)(1 / Math.Sqrt(_shape.HeadSize)))]);
        var weighted = graph.Add("Softmax", [graph.Add("Add", [scores, mask])], OnnxAttribute.Of("axis", -1));
        var mixed = graph.Add("MatMul", [weighted, graph.Add("Unsqueeze", [value, graph.Constant(2L)])]);
        var heads = graph.Add("Reshape", [mixed, graph.Constant(0, _shape.Heads, -1, _shape.HeadSize)]);
        var joined = graph.Add("Reshape", [graph.Add("Transpose", [heads], OnnxAttribute.Of("perm", [0, 2, 1, 3])), graph.Constant(0, 0, _shape.Hidden)]);
        return graph.Add("MatMul", [joined, weights.Output]);
    }

    private string Extend(OnnxGraph graph, string fresh, int layer, string kind, bool hasCache)
    {
        if (!_shape.HasCache)
        {
            return fresh;
        }

        var half = _shape.IsHalf ? graph.Add("Cast", [fresh], OnnxAttribute.Of("to", (long)CacheElement)) : fresh;
        if (hasCache)
        {
            graph.AddNamed("Concat", [Past(layer, kind), half], Present(layer, kind), OnnxAttribute.Of("axis", 2));
        }
        else
        {
            graph.AddNamed("Identity", [half], Present(layer, kind));
        }

        return _shape.IsHalf ? graph.Add("Cast", [Present(layer, kind)], OnnxAttribute.Of("to", (long)OnnxElement.Float)) : Present(layer, kind);
    }

    // 0 where a query may look, a large negative number where not: later positions, and padding where there is a mask.
    private string Mask(OnnxGraph graph, string past, string total)
    {
        var queries = graph.Add("Unsqueeze", [Range(graph, past, total, rows: false), graph.Constant(1L)]);
        var keys = Range(graph, graph.Constant(0L), total, rows: true);
        var allowed = graph.Add("LessOrEqual", [keys, queries]);
        if (_shape.HasAttentionMask)
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
        "Transpose", [graph.Add("Reshape", [value, graph.Constant(0, 0, heads, _shape.HeadSize)])], OnnxAttribute.Of("perm", [0, 2, 1, 3]));

    private string Rotate(OnnxGraph graph, string value, string cosine, string sine)
    {
        var half = _shape.HeadSize / 2;
        var first = graph.Add("Slice", [value, graph.Constant(0L), graph.Constant((long)half), graph.Constant(3L)]);
        var second = graph.Add("Slice", [value, graph.Constant((long)half), graph.Constant((long)_shape.HeadSize), graph.Constant(3L)]);
        var left = graph.Add("Sub", [graph.Add("Mul", [first, cosine]), graph.Add("Mul", [second, sine])]);
        var right = graph.Add("Add", [graph.Add("Mul", [second, cosine]), graph.Add("Mul", [first, sine])]);
        return graph.Add("Concat", [left, right], OnnxAttribute.Of("axis", 3));
    }

    private static string Norm(OnnxGraph graph, string value)
    {
        var mean = graph.Add("ReduceMean", [graph.Add("Mul", [value, value])], OnnxAttribute.Of("axes", [-1]), OnnxAttribute.Of("keepdims", 1));
        return graph.Add("Div", [value, graph.Add("Sqrt", [graph.Add("Add", [mean, graph.Scalar(Epsilon)])])]);
    }

    private static string Past(int layer, string kind) => $"past_key_values.{Text(layer)}.{kind}";

    private static string Present(int layer, string kind) => $"present.{Text(layer)}.{kind}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Weights
    {
        public required string Embedding { get; init; }

        public required string Output { get; init; }

        public required string Cosine { get; init; }

        public required string Sine { get; init; }

        public required IReadOnlyList<LayerWeights> Layers { get; init; }
    }

    private sealed record LayerWeights(string Query, string Key, string Value, string Output, string Gate, string Up, string Down);
}
