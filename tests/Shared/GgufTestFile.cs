using System.Buffers.Binary;
using System.Text;

namespace Eval.Testing;

/// <summary>GGUF files for tests: heads without tensors, and copies of a real file with one more fact.</summary>
internal static class GgufTestFile
{
    private const uint Text = 8;
    private const int HeadLength = 24;
    private const int Alignment = 32;

    /// <summary>The head of a file with a vocabulary and numbers of every width before the given facts.</summary>
    public static byte[] Head(uint version, params (string Key, string Value)[] texts)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("GGUF"u8);
        writer.Write(version);
        writer.Write(0UL);
        writer.Write((ulong)(5 + texts.Length));
        WriteText(writer, "general.architecture", "llama");
        WriteKey(writer, "llama.block_count", 4);
        writer.Write(5U);
        WriteKey(writer, "llama.is_causal", 7);
        writer.Write(true);
        WriteKey(writer, "llama.rope.freq_base", 12);
        writer.Write(10_000.0);
        WriteKey(writer, "tokenizer.ggml.tokens", 9);
        writer.Write(Text);
        writer.Write(3UL);
        foreach (var token in new[] { "<s>", "tokenizer.chat_template", "" })
        {
            WriteString(writer, token);
        }

        foreach (var (key, value) in texts)
        {
            WriteText(writer, key, value);
        }

        return stream.ToArray();
    }

    /// <summary>Copies a model with one more text among its facts, and a fact behind it that keeps the tensors where their alignment wants them.</summary>
    public static void CopyWith(string source, string target, string key, string value)
    {
        using var facts = new MemoryStream();
        using var writer = new BinaryWriter(facts);
        WriteText(writer, key, value);
        const string Padding = "test.padding";
        var length = facts.Length + 8 + Padding.Length + 4 + 8;
        WriteText(writer, Padding, new string(' ', (int)(Alignment - (length % Alignment))));
        var bytes = File.ReadAllBytes(source);
        var count = bytes.AsSpan(HeadLength - 8, 8);
        BinaryPrimitives.WriteUInt64LittleEndian(count, BinaryPrimitives.ReadUInt64LittleEndian(count) + 2);
        File.WriteAllBytes(target, [.. bytes.AsSpan(0, HeadLength), .. facts.ToArray(), .. bytes.AsSpan(HeadLength)]);
    }

    private static void WriteText(BinaryWriter writer, string key, string value)
    {
        WriteKey(writer, key, Text);
        WriteString(writer, value);
    }

    private static void WriteKey(BinaryWriter writer, string key, uint kind)
    {
        WriteString(writer, key);
        writer.Write(kind);
    }

    private static void WriteString(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }
}
