using System.Globalization;
using Eval.Models.Onnx.Writing;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Eval.Models.Onnx.Graph;

/// <summary>Cuts and copies cached tensors where they lie (CPU or GPU), by two small graphs of our own.</summary>
internal sealed class CacheOperations : IDisposable
{
    private readonly IReadOnlyList<CacheSlot> _slots;
    private readonly OrtMemoryInfo _memory;
    private readonly InferenceSession _slice;
    private readonly InferenceSession _gather;

    public CacheOperations(IReadOnlyList<CacheSlot> slots, SessionOptions options, OrtMemoryInfo memory)
    {
        _slots = slots;
        _memory = memory;
        _slice = new InferenceSession(OnnxModelWriter.ToBytes(Build("slice", (graph, slot, input, output) => graph.AddNamed(
            "Slice", [input, graph.Constant(0L), "argument", graph.Constant((long)slot.SequenceAxis)], output))), options);
        _gather = new InferenceSession(OnnxModelWriter.ToBytes(Build("gather", (graph, _, input, output) => graph.AddNamed(
            "Gather", [input, "argument"], output, OnnxAttribute.Of("axis", CacheSlot.BatchAxis)))), options);
    }

    /// <summary>New tensors that hold the first <paramref name="columns"/> positions.</summary>
    public OrtValue[] Slice(IReadOnlyList<OrtValue> cache, int columns) => Run(_slice, cache, [columns]);

    /// <summary>New tensors whose rows are the given rows, which may repeat.</summary>
    public OrtValue[] Gather(IReadOnlyList<OrtValue> cache, IReadOnlyList<int> rows) => Run(_gather, cache, [.. rows.Select(row => (long)row)]);

    public void Dispose()
    {
        _slice.Dispose();
        _gather.Dispose();
    }

    private OrtValue[] Run(InferenceSession session, IReadOnlyList<OrtValue> cache, long[] argument)
    {
        using var binding = session.CreateIoBinding();
        using var value = OrtValue.CreateTensorValueFromMemory(argument, [argument.Length]);
        using var options = new RunOptions();
        binding.BindInput("argument", value);
        for (var i = 0; i < _slots.Count; i++)
        {
            binding.BindInput(InputName(i), cache[i]);
            binding.BindOutputToDevice(OutputName(i), _memory);
        }

        session.RunWithBinding(options, binding);
        return [.. binding.GetOutputValues()];
    }

    private OnnxGraph Build(string name, Action<OnnxGraph, CacheSlot, string, string> add)
    {
        var graph = new OnnxGraph(name);
        graph.Inputs.Add(new OnnxValue("argument", OnnxElement.Int64, ["count"]));
        for (var i = 0; i < _slots.Count; i++)
        {
            var slot = _slots[i];
            var element = slot.Element switch
            {
                TensorElementType.Float16 => OnnxElement.Float16,
                TensorElementType.BFloat16 => OnnxElement.BFloat16,
                _ => OnnxElement.Float,
            };
            graph.Inputs.Add(new OnnxValue(InputName(i), element, Shape(slot, "in")));
            graph.Outputs.Add(new OnnxValue(OutputName(i), element, Shape(slot, "out")));
            add(graph, slot, InputName(i), OutputName(i));
        }

        return graph;
    }

    private static List<string> Shape(CacheSlot slot, string side) =>
        [.. slot.Shape.Select((size, axis) => size > 0 ? size.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{side}_{axis}"))];

    private static string InputName(int slot) => string.Create(CultureInfo.InvariantCulture, $"in_{slot}");

    private static string OutputName(int slot) => string.Create(CultureInfo.InvariantCulture, $"out_{slot}");
}
