using Microsoft.ML.OnnxRuntime.Tensors;

namespace Eval.Models.Onnx.Graph;

/// <summary>One cached tensor: the input it comes in by, the output that gives it back one step longer.</summary>
/// <param name="Past">Input name.</param>
/// <param name="Present">Output name.</param>
/// <param name="Element">Element type, passed through untouched.</param>
/// <param name="Shape">Dimensions; -1 for batch and sequence.</param>
/// <param name="SequenceAxis">Axis that grows with the sequence.</param>
internal sealed record CacheSlot(string Past, string Present, TensorElementType Element, IReadOnlyList<long> Shape, int SequenceAxis)
{
    public const int BatchAxis = 0;

    public long[] ShapeFor(int rows, int columns)
    {
        var shape = Shape.ToArray();
        shape[BatchAxis] = rows;
        shape[SequenceAxis] = columns;
        return shape;
    }

    /// <summary>Bytes that one token of one sequence takes.</summary>
    public long BytesPerToken => Shape.Where((_, axis) => axis != BatchAxis && axis != SequenceAxis).Aggregate(Element is TensorElementType.Float ? 4L : 2L, (product, size) => product * size);
}
