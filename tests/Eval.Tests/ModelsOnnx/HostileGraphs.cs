using Eval.Models.Onnx.Files;
using Google.Protobuf;

namespace Eval.Tests.ModelsOnnx;

/// <summary>ONNX files that no exporter writes.</summary>
internal static class HostileGraphs
{
    /// <summary>A model one of whose tensors lies in another file.</summary>
    public static byte[] ExternalWeights(string location)
    {
        var entry = Message(output =>
        {
            Field(output, OnnxFields.EntryKey, "location"u8.ToArray());
            Field(output, OnnxFields.EntryValue, System.Text.Encoding.UTF8.GetBytes(location));
        });
        var tensor = Message(output => Field(output, OnnxFields.TensorExternalData, entry));
        return Message(output => Field(output, OnnxFields.ModelGraph, Message(graph => Field(graph, OnnxFields.GraphInitializer, tensor))));
    }

    /// <summary>A graph in an attribute of a node of a graph, and so on.</summary>
    public static byte[] Nested(int depth)
    {
        // From the inside out, the lengths before what they count; built backwards so that it stays linear.
        var reversed = new List<byte>();
        for (var level = 0; level < depth; level++)
        {
            Wrap(reversed, OnnxFields.AttributeGraph);
            Wrap(reversed, OnnxFields.NodeAttribute);
            Wrap(reversed, OnnxFields.GraphNode);
        }

        Wrap(reversed, OnnxFields.ModelGraph);
        reversed.Reverse();
        return [.. reversed];
    }

    private static void Wrap(List<byte> reversed, int field)
    {
        var head = Message(output =>
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteLength(reversed.Count);
        });
        reversed.AddRange(head.Reverse());
    }

    private static void Field(CodedOutputStream output, int field, byte[] content)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(content));
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            write(output);
        }

        return stream.ToArray();
    }
}
