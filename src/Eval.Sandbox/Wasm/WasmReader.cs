using System.Text;

namespace Eval.Sandbox.Wasm;

/// <summary>A cursor over a section of a WebAssembly module.</summary>
internal ref struct WasmReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public readonly bool IsAtEnd => Position == _bytes.Length;

    public byte Byte() => _bytes[Position++];

    /// <summary>LEB128, unsigned: a count, a length or an index.</summary>
    public int Number()
    {
        uint value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = Byte();
            value |= (uint)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return checked((int)value);
            }
        }
    }

    /// <summary>The operand of i32.const: LEB128, signed.</summary>
    public int Constant()
    {
        var value = 0;
        for (var shift = 0; ;)
        {
            var part = Byte();
            value |= (part & 0x7f) << shift;
            shift += 7;
            if (part < 0x80)
            {
                return shift < 32 && (part & 0x40) != 0 ? value | (-1 << shift) : value;
            }
        }
    }

    public string Name()
    {
        var length = Number();
        Position += length;
        return Encoding.UTF8.GetString(_bytes[(Position - length)..Position]);
    }

    public void Skip(int count) => Position += count;
}
