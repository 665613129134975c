using System.Globalization;
using Eval.Models.Onnx.Writing;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Eval.Models.Onnx.Graph;

/// <summary>Cuts, copies and joins cached tensors where they lie (CPU or GPU), by small graphs of our own.</summary>
internal sealed class CacheOperations : IDisposable
{
    private const string Argument = "argument";

    private readonly IReadOnlyList<CacheSlot> _slots;
    private readonly OrtMemoryInfo _memory;
    private readonly InferenceSession _slice;
    private readonly InferenceSession _gather;
    private readonly InferenceSession? _widen;
    private readonly InferenceSession? _stack;

    /// <param name="slots">Cached tensors.</param>
    /// <param name="options">Options (device, threads) of the graphs.</param>
    /// <param name="memory">Where results stay.</param>
    /// <param name="joins">Whether <see cref="Widen"/> and <see cref="Stack"/> will be asked for.</param>
    public CacheOperations(IReadOnlyList<CacheSlot> slots, SessionOptions options, OrtMemoryInfo memory, bool joins)
    {
        _slots = slots;
        _memory = memory;
        _slice = Load("slice", [Argument], (graph, slot, index) => graph.AddNamed(
            "Slice", [InputName(index), graph.Constant(0L), Argument, graph.Constant((long)slot.SequenceAxis)], OutputName(index)), options);
        _gather = Load("gather", [Argument], (graph, _, index) => graph.AddNamed(
            "Gather", [InputName(index), Argument], OutputName(index), OnnxAttribute.Of("axis", CacheSlot.BatchAxis)), options);
        if (!joins)
        {
            return;
        }

        _widen = Load("widen", [Argument], (graph, slot, index) => graph.AddNamed(
            "Gather", [InputName(index), Argument], OutputName(index), OnnxAttribute.Of("axis", slot.SequenceAxis)), options);
        _stack = Load("stack", [], (graph, _, index) => graph.AddNamed(
            "Concat", [InputName(index), BelowName(index)], OutputName(index), OnnxAttribute.Of("axis", CacheSlot.BatchAxis)), options);
    }

    /// <summary>New tensors that hold the first <paramref name="columns"/> positions.</summary>
    public OrtValue[] Slice(IReadOnlyList<OrtValue> cache, int columns) => Run(_slice, cache, [columns]);

    /// <summary>New tensors whose rows are the given rows, which may repeat.</summary>
    public OrtValue[] Gather(IReadOnlyList<OrtValue> cache, IReadOnlyList<int> rows) => Run(_gather, cache, [.. rows.Select(row => (long)row)]);

    /// <summary>New tensors with more positions; what is in the added ones is of no meaning.</summary>
    public OrtValue[] Widen(IReadOnlyList<OrtValue> cache, int from, int to) =>
        Run(_widen!, cache, [.. Enumerable.Range(0, to).Select(column => (long)Math.Min(column, from - 1))]);

    /// <summary>New tensors with the rows of both, which have as many positions.</summary>
    public OrtValue[] Stack(IReadOnlyList<OrtValue> above, IReadOnlyList<OrtValue> below) => Run(_stack!, above, argument: null, below);

    public void Dispose()
    {
        _slice.Dispose();
        _gather.Dispose();
        _widen?.Dispose();
        _stack?.Dispose();
    }

    private OrtValue[] Run(InferenceSession session, IReadOnlyList<OrtValue> cache, long[]? argument, IReadOnlyList<OrtValue>? below = null)
    {
        using var binding = session.CreateIoBinding();
        using var value = argument is null ? null : OrtValue.CreateTensorValueFromMemory(argument, [argument.Length]);
        using var options = new RunOptions();
        if (value is not null)
        {
            binding.BindInput(Argument, value);
        }

        for (var i = 0; i < _slots.Count; i++)
        {
            binding.BindInput(InputName(i), cache[i]);
            if (below is not null)
            {
                binding.BindInput(BelowName(i), below[i]);
            }

            binding.BindOutputToDevice(OutputName(i), _memory);
        }

        session.RunWithBinding(options, binding);
        return [.. binding.GetOutputValues()];
    }

    private InferenceSession Load(string name, IReadOnlyList<string> arguments, Action<OnnxGraph, CacheSlot, int> add, SessionOptions options)
    {
        var graph = new OnnxGraph(name);
        graph.Inputs.AddRange(arguments.Select(argument => new OnnxValue(argument, OnnxElement.Int64, ["count"])));
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
            if (arguments.Count == 0)
            {
                graph.Inputs.Add(new OnnxValue(BelowName(i), element, Shape(slot, "below")));
            }

            graph.Outputs.Add(new OnnxValue(OutputName(i), element, Shape(slot, "out")));
            add(graph, slot, i);
        }

        return new InferenceSession(OnnxModelWriter.ToBytes(graph), options);
    }

    private static List<string> Shape(CacheSlot slot, string side) =>
        [.. slot.Shape.Select((size, axis) => size > 0 ? size.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{side}_{axis}"))];

    private static string InputName(int slot) => string.Create(CultureInfo.InvariantCulture, $"in_{slot}");

    private static string BelowName(int slot) => string.Create(CultureInfo.InvariantCulture, $"below_{slot}");

    private static string OutputName(int slot) => string.Create(CultureInfo.InvariantCulture, $"out_{slot}");
}
