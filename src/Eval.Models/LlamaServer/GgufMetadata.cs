using System.Text;

namespace Eval.Models.LlamaServer;

/// <summary>Reads single facts from the head of a GGUF file (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, versions 2 and 3).</summary>
internal static class GgufMetadata
{
    public const string ChatTemplateKey = "tokenizer.chat_template";

    /// <summary>Names and templates are far shorter; a longer string is a broken file.</summary>
    private const ulong LongestString = 16 * 1024 * 1024;

    private enum Kind : uint
    {
        UInt8,
        Int8,
        UInt16,
        Int16,
        UInt32,
        Int32,
        Float32,
        Bool,
        Text,
        List,
        UInt64,
        Int64,
        Float64,
    }

    /// <summary>Whether the file holds a chat template of its own; null where its head cannot be read.</summary>
    public static bool? HasChatTemplate(string path)
    {
        try
        {
            using var reader = new BinaryReader(new BufferedStream(File.OpenRead(path), 64 * 1024), Encoding.UTF8);
            return FindText(reader, ChatTemplateKey) is { Length: > 0 };
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? FindText(BinaryReader reader, string wanted)
    {
        if (!reader.ReadBytes(4).AsSpan().SequenceEqual("GGUF"u8) || reader.ReadUInt32() is not (2 or 3))
        {
            throw new InvalidDataException("This is no GGUF file of version 2 or 3.");
        }

        _ = reader.ReadUInt64();
        for (var left = reader.ReadUInt64(); left > 0; left--)
        {
            var key = ReadText(reader);
            var kind = (Kind)reader.ReadUInt32();
            if (key == wanted && kind == Kind.Text)
            {
                return ReadText(reader);
            }

            Skip(reader, kind, 1);
        }

        return null;
    }

    private static void Skip(BinaryReader reader, Kind kind, ulong count)
    {
        switch (kind)
        {
            case Kind.Text:
                for (; count > 0; count--)
                {
                    SkipBytes(reader, reader.ReadUInt64());
                }

                break;
            case Kind.List:
                for (; count > 0; count--)
                {
                    var inner = (Kind)reader.ReadUInt32();
                    Skip(reader, inner, reader.ReadUInt64());
                }

                break;
            default:
                SkipBytes(reader, checked(count * Size(kind)));
                break;
        }
    }

    private static ulong Size(Kind kind) => kind switch
    {
        Kind.UInt8 or Kind.Int8 or Kind.Bool => 1,
        Kind.UInt16 or Kind.Int16 => 2,
        Kind.UInt32 or Kind.Int32 or Kind.Float32 => 4,
        Kind.UInt64 or Kind.Int64 or Kind.Float64 => 8,
        _ => throw new InvalidDataException("A value is of no kind that GGUF knows."),
    };

    private static string ReadText(BinaryReader reader)
    {
        var length = reader.ReadUInt64();
        if (length > LongestString)
        {
            throw new InvalidDataException("A string is longer than any GGUF file's.");
        }

        var bytes = reader.ReadBytes((int)length);
        return bytes.Length == (int)length ? Encoding.UTF8.GetString(bytes) : throw new EndOfStreamException();
    }

    // Vocabularies are hundreds of thousands of short strings: read over what is short, jump over what is long.
    private static void SkipBytes(BinaryReader reader, ulong count)
    {
        if (count > (ulong)(reader.BaseStream.Length - reader.BaseStream.Position))
        {
            throw new EndOfStreamException();
        }

        reader.BaseStream.Seek((long)count, SeekOrigin.Current);
    }
}
