using Microsoft.ML.OnnxRuntime;

namespace Eval.Models.Onnx.Engine;

/// <summary>Sequences the model has read so far: per row the real tokens and which columns of the cache are real, and the cache itself.</summary>
internal sealed class DecoderState : IDisposable
{
    /// <param name="rows">Real tokens of each row.</param>
    /// <param name="mask">Per row one entry per cached column: 1 real, 0 padding.</param>
    /// <param name="cache">Cached tensors, owned; empty for a graph without past key values.</param>
    public DecoderState(IReadOnlyList<int[]> rows, IReadOnlyList<long[]> mask, IReadOnlyList<OrtValue> cache)
    {
        Rows = rows;
        Mask = mask;
        Cache = cache;
    }

    public IReadOnlyList<int[]> Rows { get; }

    public IReadOnlyList<long[]> Mask { get; }

    public IReadOnlyList<OrtValue> Cache { get; }

    public int Columns => Mask.Count == 0 ? 0 : Mask[0].Length;

    public void Dispose()
    {
        foreach (var value in Cache)
        {
            value.Dispose();
        }
    }
}
