using Google.Protobuf;

namespace Eval.Models.Onnx.Files;

/// <summary>Walks the protobuf of an ONNX model; field numbers are those of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).</summary>
internal sealed class OnnxGraphReader
{
    // Graphs in graphs: deeper than ONNX Runtime's own protobuf goes would only exhaust the stack.
    private const int DeepestGraph = 32;

    private int _depth;
    private readonly HashSet<string> _operators = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _files = new(StringComparer.Ordinal);

    public OnnxGraphFile Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var input = CodedInputStream.CreateWithLimits(stream, int.MaxValue, recursionLimit: 100);
            ReadFields(input, stream.Length, field => field == OnnxFields.ModelGraph && ReadGraph(input));
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidDataException)
        {
            throw new InvalidDataException($"{path} is not an ONNX model: {exception.Message}", exception);
        }

        return new OnnxGraphFile(_operators, [.. _files]);
    }

    private bool ReadGraph(CodedInputStream input)
    {
        if (++_depth > DeepestGraph)
        {
            throw new InvalidDataException($"its graphs lie more than {DeepestGraph} deep in each other");
        }

        ReadMessage(input, field => field switch
        {
            OnnxFields.GraphNode => ReadNode(input),
            OnnxFields.GraphInitializer => ReadMessage(input, inner => inner == OnnxFields.TensorExternalData && ReadEntry(input)),
            _ => false,
        });
        _depth--;
        return true;
    }

    private bool ReadNode(CodedInputStream input) => ReadMessage(input, field => field switch
    {
        OnnxFields.NodeOperator => _operators.Add(input.ReadString()) | true,
        OnnxFields.NodeAttribute => ReadMessage(input, inner => inner == OnnxFields.AttributeGraph && ReadGraph(input)),
        _ => false,
    });

    private bool ReadEntry(CodedInputStream input)
    {
        var key = "";
        var value = "";
        ReadMessage(input, field =>
        {
            switch (field)
            {
                case OnnxFields.EntryKey:
                    key = input.ReadString();
                    return true;
                case OnnxFields.EntryValue:
                    value = input.ReadString();
                    return true;
                default:
                    return false;
            }
        });
        if (key == "location")
        {
            _files.Add(IsBeside(value) ? value : throw new InvalidDataException($"it keeps weights in {value}, which is no file beside it"));
        }

        return true;
    }

    // A model brings its weights along; it does not read other files of this machine.
    private static bool IsBeside(string name) =>
        name.Length > 0 && !Path.IsPathRooted(name) && !name.Contains('\0', StringComparison.Ordinal) && !name.Split('/', '\\').Contains("..", StringComparer.Ordinal);

    private static bool ReadMessage(CodedInputStream input, Func<int, bool> read)
    {
        var length = input.ReadLength();
        ReadFields(input, input.Position + length, read);
        return true;
    }

    /// <summary>Walks fields up to a position; <paramref name="read"/> says whether it consumed the field, else it is skipped.</summary>
    private static void ReadFields(CodedInputStream input, long end, Func<int, bool> read)
    {
        while (input.Position < end && input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited || !read(WireFormat.GetTagFieldNumber(tag)))
            {
                input.SkipLastField();
            }
        }
    }
}
