namespace Eval.Models.Onnx.Writing;

/// <summary>A constant of a graph: little-endian bytes of its elements in row-major order.</summary>
internal sealed record OnnxTensor(string Name, OnnxElement Element, IReadOnlyList<long> Shape, byte[] Data)
{
    public static OnnxTensor Of(string name, params ReadOnlySpan<long> values)
    {
        var data = new byte[values.Length * sizeof(long)];
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(values).CopyTo(data);
        return new OnnxTensor(name, OnnxElement.Int64, [values.Length], data);
    }

    public static OnnxTensor Of(string name, IReadOnlyList<long> shape, ReadOnlySpan<float> values)
    {
        var data = new byte[values.Length * sizeof(float)];
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(values).CopyTo(data);
        return new OnnxTensor(name, OnnxElement.Float, shape, data);
    }
}
