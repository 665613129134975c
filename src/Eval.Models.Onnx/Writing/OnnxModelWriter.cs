using System.Globalization;
using Eval.Models.Onnx.Files;
using Google.Protobuf;

namespace Eval.Models.Onnx.Writing;

/// <summary>Writes graphs as ONNX files (protobuf by Google.Protobuf's coded stream): the engine's own helper graphs, and the models that tests and benchmarks make.</summary>
internal static class OnnxModelWriter
{
    private const int IrVersion = 8;
    private const int OperatorSet = 17;

    // AttributeProto.AttributeType.
    private const int FloatAttribute = 1;
    private const int IntegerAttribute = 2;
    private const int GraphAttribute = 5;
    private const int IntegersAttribute = 7;

    public static byte[] ToBytes(OnnxGraph graph)
    {
        using var stream = new MemoryStream();
        Write(graph, stream);
        return stream.ToArray();
    }

    public static void Write(OnnxGraph graph, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(graph);
        using var output = new CodedOutputStream(stream, leaveOpen: true);
        Integer(output, OnnxFields.ModelIrVersion, IrVersion);
        Text(output, OnnxFields.ModelProducer, "eval");
        Message(output, OnnxFields.ModelOperatorSet, inner => Integer(inner, OnnxFields.OperatorSetVersion, OperatorSet));
        Message(output, OnnxFields.ModelOperatorSet, inner =>
        {
            Text(inner, OnnxFields.OperatorSetDomain, "com.microsoft");
            Integer(inner, OnnxFields.OperatorSetVersion, 1);
        });
        Message(output, OnnxFields.ModelGraph, inner => WriteGraph(inner, graph));
    }

    private static void WriteGraph(CodedOutputStream output, OnnxGraph graph)
    {
        foreach (var node in graph.Nodes)
        {
            Message(output, OnnxFields.GraphNode, inner => WriteNode(inner, node));
        }

        Text(output, OnnxFields.GraphName, graph.Name);
        foreach (var constant in graph.Constants)
        {
            Message(output, OnnxFields.GraphInitializer, inner => WriteTensor(inner, constant));
        }

        foreach (var input in graph.Inputs)
        {
            Message(output, OnnxFields.GraphInput, inner => WriteValue(inner, input));
        }

        foreach (var result in graph.Outputs)
        {
            Message(output, OnnxFields.GraphOutput, inner => WriteValue(inner, result));
        }
    }

    private static void WriteNode(CodedOutputStream output, OnnxNode node)
    {
        foreach (var input in node.Inputs)
        {
            Text(output, OnnxFields.NodeInput, input);
        }

        foreach (var result in node.Outputs)
        {
            Text(output, OnnxFields.NodeOutput, result);
        }

        Text(output, OnnxFields.NodeName, node.Outputs[0]);
        Text(output, OnnxFields.NodeOperator, node.Operator);
        Text(output, OnnxFields.NodeDomain, node.Domain);
        foreach (var attribute in node.Attributes)
        {
            Message(output, OnnxFields.NodeAttribute, inner => WriteAttribute(inner, attribute));
        }
    }

    private static void WriteAttribute(CodedOutputStream output, OnnxAttribute attribute)
    {
        Text(output, OnnxFields.AttributeName, attribute.Name);
        if (attribute.Float is { } number)
        {
            output.WriteTag(OnnxFields.AttributeFloat, WireFormat.WireType.Fixed32);
            output.WriteFloat(number);
            Integer(output, OnnxFields.AttributeType, FloatAttribute);
        }
        else if (attribute.Integer is { } integer)
        {
            Integer(output, OnnxFields.AttributeInteger, integer);
            Integer(output, OnnxFields.AttributeType, IntegerAttribute);
        }
        else if (attribute.Graph is { } graph)
        {
            Message(output, OnnxFields.AttributeGraph, inner => WriteGraph(inner, graph));
            Integer(output, OnnxFields.AttributeType, GraphAttribute);
        }
        else
        {
            foreach (var value in attribute.Integers ?? [])
            {
                Integer(output, OnnxFields.AttributeIntegers, value);
            }

            Integer(output, OnnxFields.AttributeType, IntegersAttribute);
        }
    }

    // The weights are by far the largest part: their length is computed, so that they are written once and never copied.
    private static void WriteTensor(CodedOutputStream output, OnnxTensor tensor)
    {
        foreach (var dimension in tensor.Shape)
        {
            Integer(output, OnnxFields.TensorDimensions, dimension);
        }

        Integer(output, OnnxFields.TensorType, (int)tensor.Element);
        Text(output, OnnxFields.TensorName, tensor.Name);
        output.WriteTag(OnnxFields.TensorRawData, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(tensor.Data));
    }

    private static void WriteValue(CodedOutputStream output, OnnxValue value)
    {
        Text(output, OnnxFields.ValueName, value.Name);
        Message(output, OnnxFields.ValueType, type => Message(type, OnnxFields.TypeTensor, tensor =>
        {
            Integer(tensor, OnnxFields.TensorTypeElement, (int)value.Element);
            Message(tensor, OnnxFields.TensorTypeShape, shape =>
            {
                foreach (var dimension in value.Shape)
                {
                    Message(shape, OnnxFields.ShapeDimension, inner => WriteDimension(inner, dimension));
                }
            });
        }));
    }

    private static void WriteDimension(CodedOutputStream output, string dimension)
    {
        if (long.TryParse(dimension, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            Integer(output, OnnxFields.DimensionValue, length);
        }
        else
        {
            Text(output, OnnxFields.DimensionName, dimension);
        }
    }

    private static void Integer(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    private static void Text(CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }

    /// <summary>Protobuf puts a message's length before it, so it is measured by a first pass that throws the bytes away.</summary>
    private static void Message(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        var counter = new CountingStream();
        using (var measure = new CodedOutputStream(counter, leaveOpen: true))
        {
            write(measure);
        }

        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteLength(checked((int)counter.Length));
        write(output);
    }
}
