using System.Runtime.InteropServices;
using Eval.Models.Onnx.Writing;

namespace Eval.Testing.Models;

/// <summary>Stores matrices in the precision a decoder has, and multiplies by them with the operators that its exporter would use.</summary>
/// <param name="precision">Storage and operators.</param>
/// <param name="isDequantized">Stores in full precision what the quantised matrices stand for: the reference to compare with.</param>
internal sealed class DecoderMatrices(RandomDecoderPrecision precision, bool isDequantized)
{
    private const int Block = 32;
    private const int MostInt8 = 63;
    private const int Int4Middle = 8;
    private const int FastInt4 = 4;

    /// <param name="graph">Graph that holds the constants.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="values">Row-major values.</param>
    /// <param name="isTable">Looked up by row instead of multiplied: stays in full precision where the weights have 4 bits.</param>
    public DecoderMatrix Add(OnnxGraph graph, int rows, int columns, float[] values, bool isTable = false) => precision switch
    {
        RandomDecoderPrecision.Half => AddHalf(graph, rows, columns, values),
        RandomDecoderPrecision.EightBits => AddInt8(graph, rows, columns, values, isTable),
        RandomDecoderPrecision.Brain or RandomDecoderPrecision.BrainStored => AddBrain(graph, rows, columns, values),
        RandomDecoderPrecision.FourBits or RandomDecoderPrecision.FourBitsQuick when !isTable => AddInt4(graph, rows, columns, values),
        _ => AddFloat(graph, rows, columns, values),
    };

    /// <summary>Rows of a table by their numbers, as float.</summary>
    public string Gather(OnnxGraph graph, DecoderMatrix table, string ids)
    {
        var rows = graph.Add("Gather", [table.Values, ids]);
        return precision switch
        {
            _ when isDequantized => rows,
            RandomDecoderPrecision.Half or RandomDecoderPrecision.Brain or RandomDecoderPrecision.BrainStored => Float(graph, rows),
            RandomDecoderPrecision.EightBits => graph.Add("DequantizeLinear", [rows, table.Scale!, table.Zero!]),
            _ => rows,
        };
    }

    public string Multiply(OnnxGraph graph, string value, DecoderMatrix matrix) => precision switch
    {
        RandomDecoderPrecision.EightBits when isDequantized => MultiplyWholeNumbers(graph, value, matrix),
        _ when isDequantized => graph.Add("MatMul", [Activations(graph, value), matrix.Values]),
        RandomDecoderPrecision.Full => graph.Add("MatMul", [value, matrix.Values]),
        RandomDecoderPrecision.Half => MultiplyNarrow(graph, value, matrix, OnnxElement.Float16),
        RandomDecoderPrecision.Brain => MultiplyNarrow(graph, value, matrix, OnnxElement.BFloat16),
        RandomDecoderPrecision.BrainStored => graph.Add("MatMul", [value, Float(graph, matrix.Values)]),
        RandomDecoderPrecision.EightBits => MultiplyInt8(graph, value, matrix),
        _ => MultiplyInt4(graph, value, matrix),
    };

    // What the quantised operators multiply instead of the value itself.
    private string Activations(OnnxGraph graph, string value) => precision == RandomDecoderPrecision.FourBitsQuick ? BlockByBlock(graph, value) : value;

    // Products and sums of whole numbers below 2^24 are exact in float: the same as in integers, so that every later rounding falls the same way.
    private static string MultiplyWholeNumbers(OnnxGraph graph, string value, DecoderMatrix matrix)
    {
        var (quantized, scale, zero) = Quantize(graph, value);
        var product = graph.Add("MatMul", [graph.Add("Sub", [Float(graph, quantized), Float(graph, zero)]), matrix.Values]);
        return graph.Add("Mul", [product, graph.Add("Mul", [scale, matrix.Scale!])]);
    }

    private static string BlockByBlock(OnnxGraph graph, string value)
    {
        var blocks = graph.Add("Reshape", [value, graph.Constant(0, 0, -1, Block)]);
        var largest = graph.Add("ReduceMax", [graph.Add("Abs", [blocks])], OnnxAttribute.Of("axes", [-1]), OnnxAttribute.Of("keepdims", 1));
        var scale = graph.Add("Div", [graph.Add("Max", [largest, graph.Scalar(float.Epsilon)]), graph.Scalar(127)]);
        var rounded = graph.Add("Mul", [graph.Add("Round", [graph.Add("Div", [blocks, scale])]), scale]);
        return graph.Add("Reshape", [rounded, graph.Add("Shape", [value])]);
    }

    private static (string Values, string Scale, string Zero) Quantize(OnnxGraph graph, string value)
    {
        var (quantized, scale, zero) = (graph.NewName("quantized"), graph.NewName("scale"), graph.NewName("zero"));
        graph.Nodes.Add(new OnnxNode("DynamicQuantizeLinear", [value], [quantized, scale, zero], []));
        return (quantized, scale, zero);
    }

    private static string Float(OnnxGraph graph, string value) => graph.Add("Cast", [value], OnnxAttribute.Of("to", (long)OnnxElement.Float));

    private static DecoderMatrix AddFloat(OnnxGraph graph, int rows, int columns, float[] values) =>
        new(rows, columns, graph.Constant([rows, columns], values));

    private DecoderMatrix AddHalf(OnnxGraph graph, int rows, int columns, float[] values)
    {
        Half[] halves = [.. values.Select(value => (Half)value)];
        return isDequantized
            ? AddFloat(graph, rows, columns, [.. halves.Select(half => (float)half)])
            : new DecoderMatrix(rows, columns, graph.Constant(OnnxElement.Float16, [rows, columns], MemoryMarshal.AsBytes<Half>(halves).ToArray()));
    }

    // The upper half of a float, rounded to even.
    private DecoderMatrix AddBrain(OnnxGraph graph, int rows, int columns, float[] values)
    {
        ushort[] upper = [.. values.Select(BitConverter.SingleToUInt32Bits).Select(bits => (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16))];
        return isDequantized
            ? AddFloat(graph, rows, columns, [.. upper.Select(bits => BitConverter.UInt32BitsToSingle((uint)bits << 16))])
            : new DecoderMatrix(rows, columns, graph.Constant(OnnxElement.BFloat16, [rows, columns], MemoryMarshal.AsBytes<ushort>(upper).ToArray()));
    }

    private static string MultiplyNarrow(OnnxGraph graph, string value, DecoderMatrix matrix, OnnxElement element)
    {
        var narrow = graph.Add("Cast", [value], OnnxAttribute.Of("to", (long)element));
        return Float(graph, graph.Add("MatMul", [narrow, matrix.Values]));
    }

    // One scale for the whole matrix, symmetric around 0.
    private DecoderMatrix AddInt8(OnnxGraph graph, int rows, int columns, float[] values, bool isTable)
    {
        var largest = values.Max(Math.Abs);
        var scale = largest == 0 ? 1 : largest / MostInt8;
        sbyte[] quantized = [.. values.Select(value => (sbyte)Math.Round(value / scale))];
        return isDequantized
            ? new DecoderMatrix(rows, columns, graph.Constant([rows, columns], [.. quantized.Select(value => isTable ? value * scale : value)]), graph.Scalar(scale))
            : new DecoderMatrix(
                rows,
                columns,
                graph.Constant(OnnxElement.Int8, [rows, columns], MemoryMarshal.AsBytes<sbyte>(quantized).ToArray()),
                graph.Scalar(scale),
                graph.Constant(OnnxElement.Int8, [], [0]));
    }

    private static string MultiplyInt8(OnnxGraph graph, string value, DecoderMatrix matrix)
    {
        var (quantized, scale, zero) = Quantize(graph, value);
        var product = graph.Add("MatMulInteger", [quantized, matrix.Values, zero, matrix.Zero!]);
        return graph.Add("Mul", [Float(graph, product), graph.Add("Mul", [scale, matrix.Scale!])]);
    }

    // Column by column in blocks of 32 rows, two values to a byte, the first in the low half: https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md#com.microsoft.MatMulNBits.
    private DecoderMatrix AddInt4(OnnxGraph graph, int rows, int columns, float[] values)
    {
        var blocks = rows / Block;
        var packed = new byte[columns * blocks * (Block / 2)];
        var scales = new float[columns * blocks];
        var zeros = new byte[columns * ((blocks + 1) / 2)];
        var dequantized = new float[values.Length];
        for (var column = 0; column < columns; column++)
        {
            for (var block = 0; block < blocks; block++)
            {
                var index = (column * blocks) + block;
                float[] own = [.. Enumerable.Range(block * Block, Block).Select(row => values[(row * columns) + column])];
                var (scale, zero) = precision == RandomDecoderPrecision.FourBits ? Symmetric(own) : Asymmetric(own);
                scales[index] = scale;
                zeros[(column * ((blocks + 1) / 2)) + (block / 2)] |= (byte)(zero << (4 * (block % 2)));
                for (var i = 0; i < Block; i++)
                {
                    var quantized = (int)Math.Clamp(Math.Round(own[i] / scale) + zero, 0, 15);
                    packed[(index * Block / 2) + (i / 2)] |= (byte)(quantized << (4 * (i % 2)));
                    dequantized[(((block * Block) + i) * columns) + column] = (quantized - zero) * scale;
                }
            }
        }

        return isDequantized
            ? AddFloat(graph, rows, columns, dequantized)
            : new DecoderMatrix(
                rows,
                columns,
                graph.Constant(OnnxElement.UInt8, [columns, blocks, Block / 2], packed),
                graph.Constant([columns * blocks], scales),
                precision == RandomDecoderPrecision.FourBits ? null : graph.Constant(OnnxElement.UInt8, [zeros.Length], zeros));
    }

    private static (float Scale, int Zero) Symmetric(float[] values)
    {
        var largest = values.Max(Math.Abs);
        return (largest == 0 ? 1 : largest / 7, Int4Middle);
    }

    private static (float Scale, int Zero) Asymmetric(float[] values)
    {
        var (least, most) = (Math.Min(0, values.Min()), Math.Max(0, values.Max()));
        var scale = most == least ? 1 : (most - least) / 15;
        return (scale, (int)Math.Round(-least / scale));
    }

    private string MultiplyInt4(OnnxGraph graph, string value, DecoderMatrix matrix)
    {
        var product = graph.NewName("MatMulNBits");
        graph.AddContributed(
            "MatMulNBits",
            [value, matrix.Values, matrix.Scale!, .. matrix.Zero is { } zero ? [zero] : Array.Empty<string>()],
            [product],
            OnnxAttribute.Of("K", matrix.Rows),
            OnnxAttribute.Of("N", matrix.Columns),
            OnnxAttribute.Of("bits", 4),
            OnnxAttribute.Of("block_size", Block),
            OnnxAttribute.Of("accuracy_level", precision == RandomDecoderPrecision.FourBitsQuick ? FastInt4 : 0));
        return product;
    }
}
