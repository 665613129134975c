using System.Globalization;
using Eval.Models.Onnx.Writing;

namespace Eval.Testing.Models;

/// <summary>Makes an ONNX decoder with random weights in the layouts that Optimum and onnxruntime-genai export: RMS norm, rotary positions, grouped-query attention, gated feed-forward. The same shape and seed give the same weights in every layout.</summary>
internal sealed class RandomDecoder
{
    private const double RotaryBase = 10_000;

    private readonly RandomDecoderShape _shape;
    private readonly Random _random;
    private readonly DecoderMatrices _matrices;

    private RandomDecoder(RandomDecoderShape shape, int seed)
    {
        _shape = shape;
        _random = new Random(seed);
        _matrices = new DecoderMatrices(shape.Precision, shape.IsDequantized);
    }

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
        Body(MakeWeights(graph)).Add(graph, _shape.HasCache);
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
            Body(weights).Add(branch, hasCache);
            AddOutputs(branch, hasCache: true);
            return branch;
        }

        AddOutputs(graph, hasCache: true);
        graph.Nodes.Add(new OnnxNode("If", [flag], [.. graph.Outputs.Select(output => output.Name)],
            [OnnxAttribute.Of("then_branch", Branch("with_past", hasCache: true)), OnnxAttribute.Of("else_branch", Branch("without_past", hasCache: false))]));
        return graph;
    }

    private IDecoderBody Body(DecoderWeights weights) => _shape.Operators == RandomDecoderOperators.Grouped
        ? new GroupedDecoderBody(_shape, weights, _matrices)
        : new SingleDecoderBody(_shape, weights, _matrices);

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
            graph.Inputs.Add(CacheValue(DecoderNames.Past(layer, "key"), "past_sequence_length"));
            graph.Inputs.Add(CacheValue(DecoderNames.Past(layer, "value"), "past_sequence_length"));
        }
    }

    private void AddOutputs(OnnxGraph graph, bool hasCache)
    {
        graph.Outputs.Add(new OnnxValue("logits", _shape.CacheElement, ["batch_size", "sequence_length", DecoderNames.Text(_shape.Vocabulary)]));
        for (var layer = 0; hasCache && layer < _shape.Layers; layer++)
        {
            graph.Outputs.Add(CacheValue(DecoderNames.Present(layer, "key"), "present_sequence_length"));
            graph.Outputs.Add(CacheValue(DecoderNames.Present(layer, "value"), "present_sequence_length"));
        }
    }

    private OnnxValue CacheValue(string name, string length) => new(name, _shape.CacheElement, ["batch_size", _shape.HasFixedCacheShape ? DecoderNames.Text(_shape.KeyValueHeads) : "num_heads", length, _shape.HasFixedCacheShape ? DecoderNames.Text(_shape.HeadSize) : "head_dim"]);

    private DecoderWeights MakeWeights(OnnxGraph graph)
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

        return new DecoderWeights
        {
            Embedding = Matrix(graph, _shape.Vocabulary, _shape.Hidden, 1, isTable: true),
            Output = Matrix(graph, _shape.Hidden, _shape.Vocabulary, _shape.Weights == RandomDecoderWeights.Flat ? 0 : 4 / Math.Sqrt(_shape.Hidden)),
            Cosine = graph.Constant([_shape.ContextLength, half], cosine),
            Sine = graph.Constant([_shape.ContextLength, half], sine),
            Ones = graph.Constant([_shape.Hidden], [.. Enumerable.Repeat(1f, _shape.Hidden)]),
            Layers =
            [
                .. Enumerable.Range(0, _shape.Layers).Select(_ => new DecoderLayerWeights(
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

    private DecoderMatrix Matrix(OnnxGraph graph, int rows, int columns, double scale, bool isTable = false)
    {
        // A sum of uniform numbers is near enough to normal, and quick to draw.
        var values = new float[(long)rows * columns];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)((_random.NextDouble() + _random.NextDouble() - 1) * scale * 2.4);
        }

        return _matrices.Add(graph, rows, columns, values, isTable);
    }
}
