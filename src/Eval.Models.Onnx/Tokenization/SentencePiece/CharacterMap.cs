using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Eval.Models.Onnx.Tokenization.SentencePiece;

/// <summary>SentencePiece's precompiled replacements: a double-array trie over UTF-8 (as https://github.com/s-yata/darts-clone lays it out), behind it the replacements, each ended by a zero byte.</summary>
internal sealed class CharacterMap
{
    private const uint LabelMask = 0x8000_00FF;
    private const uint ValueMask = 0x7FFF_FFFF;

    private readonly uint[] _units;
    private readonly byte[] _replacements;

    /// <exception cref="InvalidDataException">The bytes are no such map.</exception>
    public CharacterMap(byte[] data)
    {
        if (data.Length < sizeof(uint) || BinaryPrimitives.ReadUInt32LittleEndian(data) is var size && (size > data.Length - sizeof(uint) || size % sizeof(uint) != 0))
        {
            throw new InvalidDataException("its character map is broken");
        }

        _units = MemoryMarshal.Cast<byte, uint>(data.AsSpan(sizeof(uint), (int)size)).ToArray();
        _replacements = data[(sizeof(uint) + (int)size)..];
    }

    /// <summary>The longest beginning of a text that is replaced; length 0 where nothing is.</summary>
    public (int Length, ReadOnlyMemory<byte> Replacement) Longest(ReadOnlySpan<byte> text) => Find(text, isFirst: false);

    /// <summary>The shortest beginning of a text that is replaced; length 0 where nothing is.</summary>
    public (int Length, ReadOnlyMemory<byte> Replacement) Shortest(ReadOnlySpan<byte> text) => Find(text, isFirst: true);

    private (int Length, ReadOnlyMemory<byte> Replacement) Find(ReadOnlySpan<byte> text, bool isFirst)
    {
        var (length, value) = (0, 0u);
        if (_units.Length == 0)
        {
            return (0, default);
        }

        var node = Offset(_units[0]);
        for (var i = 0; i < text.Length; i++)
        {
            node ^= text[i];
            if (node >= _units.Length || (_units[node] & LabelMask) != text[i])
            {
                break;
            }

            var unit = _units[node];
            node ^= Offset(unit);
            if ((unit >> 8 & 1) == 1 && node < _units.Length)
            {
                (length, value) = (i + 1, _units[node] & ValueMask);
                if (isFirst)
                {
                    break;
                }
            }
        }

        if (length == 0 || value >= _replacements.Length)
        {
            return (0, default);
        }

        var end = Array.IndexOf(_replacements, (byte)0, (int)value);
        return (length, _replacements.AsMemory((int)value, (end < 0 ? _replacements.Length : end) - (int)value));
    }

    private static uint Offset(uint unit) => unit >> 10 << (int)((unit & 0x200) >> 6);
}
