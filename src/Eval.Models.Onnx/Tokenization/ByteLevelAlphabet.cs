using System.Text;

namespace Eval.Models.Onnx.Tokenization;

/// <summary>GPT-2's one-to-one map between bytes and printable characters, in which byte-level vocabularies are written.</summary>
internal static class ByteLevelAlphabet
{
    private static readonly char[] Characters = BuildCharacters();

    private static readonly Dictionary<char, byte> Bytes = Characters
        .Select((character, value) => (character, value))
        .ToDictionary(pair => pair.character, pair => (byte)pair.value);

    public static string Encode(ReadOnlySpan<char> text)
    {
        var builder = new StringBuilder(text.Length + 8);
        foreach (var value in Encoding.UTF8.GetBytes(text.ToArray()))
        {
            builder.Append(Characters[value]);
        }

        return builder.ToString();
    }

    /// <summary>Bytes of a token as written in the vocabulary; null when a character is not of the alphabet.</summary>
    public static byte[]? Decode(string token)
    {
        var bytes = new byte[token.Length];
        for (var i = 0; i < token.Length; i++)
        {
            if (!Bytes.TryGetValue(token[i], out bytes[i]))
            {
                return null;
            }
        }

        return bytes;
    }

    public static char CharacterOf(byte value) => Characters[value];

    private static char[] BuildCharacters()
    {
        var characters = new char[256];
        var next = 256;
        for (var value = 0; value < 256; value++)
        {
            var isPrintable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            characters[value] = isPrintable ? (char)value : (char)next++;
        }

        return characters;
    }
}
