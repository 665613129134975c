using System.Text;

namespace Eval.Tests.ModelsOnnx;

/// <summary>The tokenizer part of a GGUF file's metadata (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md).</summary>
internal sealed record GgufVocabulary
{
    private const int StringType = 8;
    private const int ArrayType = 9;

    public required string Model { get; init; }

    public required string Pre { get; init; }

    public required IReadOnlyList<string> Tokens { get; init; }

    public required IReadOnlyList<string> Merges { get; init; }

    public required IReadOnlyList<float> Scores { get; init; }

    /// <summary>1 normal, 2 unknown, 3 control, 4 user-defined, 5 unused, 6 byte.</summary>
    public required IReadOnlyList<int> Types { get; init; }

    public static GgufVocabulary Read(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path), Encoding.UTF8);
        reader.ReadUInt32();
        reader.ReadUInt32();
        reader.ReadUInt64();
        var count = reader.ReadUInt64();
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        for (ulong i = 0; i < count; i++)
        {
            var key = ReadText(reader);
            values[key] = ReadValue(reader, reader.ReadInt32());
        }

        return new GgufVocabulary
        {
            Model = (string)values["tokenizer.ggml.model"],
            Pre = values.TryGetValue("tokenizer.ggml.pre", out var pre) ? (string)pre : "default",
            Tokens = [.. ((object[])values["tokenizer.ggml.tokens"]).Cast<string>()],
            Merges = values.TryGetValue("tokenizer.ggml.merges", out var merges) ? [.. ((object[])merges).Cast<string>()] : [],
            Scores = values.TryGetValue("tokenizer.ggml.scores", out var scores) ? [.. ((object[])scores).Cast<float>()] : [],
            Types = [.. ((object[])values["tokenizer.ggml.token_type"]).Cast<int>()],
        };
    }

    private static string ReadText(BinaryReader reader) => Encoding.UTF8.GetString(reader.ReadBytes((int)reader.ReadUInt64()));

    private static object ReadValue(BinaryReader reader, int type) => type switch
    {
        0 => reader.ReadByte(),
        1 => reader.ReadSByte(),
        2 => reader.ReadUInt16(),
        3 => reader.ReadInt16(),
        4 => reader.ReadUInt32(),
        5 => reader.ReadInt32(),
        6 => reader.ReadSingle(),
        7 => reader.ReadBoolean(),
        StringType => ReadText(reader),
        ArrayType => ReadArray(reader),
        10 => reader.ReadUInt64(),
        11 => reader.ReadInt64(),
        12 => reader.ReadDouble(),
        _ => throw new InvalidDataException($"Unknown value type {type}."),
    };

    private static object[] ReadArray(BinaryReader reader)
    {
        var type = reader.ReadInt32();
        var items = new object[(int)reader.ReadUInt64()];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = ReadValue(reader, type);
        }

        return items;
    }
}
