using System.Text;

namespace Eval.Sandbox.Wasm;

/// <summary>Reads and writes what <see cref="InterpreterPicture"/> needs of a WebAssembly module. It only appends, so no index moves.</summary>
/// <remarks>For modules that the engine has accepted.</remarks>
internal sealed class WasmBinary
{
    public const byte TypeSection = 1;
    public const byte ImportSection = 2;
    public const byte FunctionSection = 3;
    public const byte MemorySection = 5;
    public const byte GlobalSection = 6;
    public const byte ExportSection = 7;
    public const byte StartSection = 8;
    public const byte ElementSection = 9;
    public const byte CodeSection = 10;
    public const byte DataSection = 11;
    public const byte DataCountSection = 12;

    public const byte IsFunction = 0;
    public const byte IsMemory = 2;
    public const byte End = 0x0b;
    public const byte Call = 0x10;
    public const byte Drop = 0x1a;
    public const byte Constant = 0x41;

    private const int HeaderLength = 8;
    private const byte CustomSection = 0;

    private readonly byte[] _file;
    private readonly List<(byte Id, Range Content)> _sections = [];
    private readonly int _imported;

    public WasmBinary(byte[] file)
    {
        _file = file;
        for (var reader = new WasmReader(file.AsSpan(HeaderLength)); !reader.IsAtEnd;)
        {
            var id = reader.Byte();
            var length = reader.Number();
            var begin = HeaderLength + reader.Position;
            reader.Skip(length);
            // Custom sections hold names and debugging data.
            if (id != CustomSection)
            {
                _sections.Add((id, begin..(begin + length)));
            }
        }

        _imported = ImportedFunctions(Section(ImportSection));
    }

    /// <summary>Functions imported and defined: the index of the next one.</summary>
    public int FunctionCount => _imported + new WasmReader(Section(FunctionSection)).Number();

    public static byte[] Write(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    /// <summary>A count, a length or an index: LEB128, unsigned.</summary>
    public static void WriteNumber(Stream stream, int value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            stream.WriteByte((byte)(value | 0x80));
        }

        stream.WriteByte((byte)value);
    }

    /// <summary>The instruction i32.const; its operand is LEB128, signed.</summary>
    public static void WriteConstant(Stream stream, int value)
    {
        stream.WriteByte(Constant);
        for (; value is < -64 or > 63; value >>= 7)
        {
            stream.WriteByte((byte)(value | 0x80));
        }

        stream.WriteByte((byte)(value & 0x7f));
    }

    public static void WriteName(Stream stream, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        WriteNumber(stream, bytes.Length);
        stream.Write(bytes);
    }

    public bool Has(byte section) => _sections.Exists(other => other.Id == section);

    public ReadOnlySpan<byte> Section(byte id) => _file.AsSpan(_sections.Find(section => section.Id == id).Content);

    /// <summary>The module without custom sections and with the content of some sections replaced.</summary>
    public byte[] With(IReadOnlyDictionary<byte, byte[]> replacements) => Write(stream =>
    {
        stream.Write(_file.AsSpan(0, HeaderLength));
        foreach (var (id, range) in _sections)
        {
            var content = replacements.TryGetValue(id, out var replacement) ? replacement : _file[range];
            stream.WriteByte(id);
            WriteNumber(stream, content.Length);
            stream.Write(content);
        }
    });

    /// <summary>The content of a section with one more element at its end.</summary>
    public byte[] Append(byte section, byte[] element)
    {
        var content = Section(section).ToArray();
        var reader = new WasmReader(content);
        var count = reader.Number();
        var begin = reader.Position;
        return Write(stream =>
        {
            WriteNumber(stream, count + 1);
            stream.Write(content.AsSpan(begin));
            stream.Write(element);
        });
    }

    /// <summary>Index of an exported function.</summary>
    public int ExportedFunction(string name)
    {
        var reader = new WasmReader(Section(ExportSection));
        for (var left = reader.Number(); left > 0; left--)
        {
            var isIt = reader.Name() == name;
            var kind = reader.Byte();
            var index = reader.Number();
            if (isIt && kind == IsFunction)
            {
                return index;
            }
        }

        throw new InvalidDataException($"it exports no function {name}");
    }

    /// <summary>Index of the function at a place of the function table.</summary>
    public int FunctionAt(int place)
    {
        var reader = new WasmReader(Section(ElementSection));
        // One active segment of the one table: its offset, its functions.
        if (reader.Number() != 1 || reader.Number() != 0 || reader.Byte() != Constant)
        {
            throw new InvalidDataException("its function table is not built as is known here");
        }

        place -= reader.Constant();
        reader.Skip(1);
        var count = reader.Number();
        for (var index = 0; index < count; index++)
        {
            var function = reader.Number();
            if (index == place)
            {
                return function;
            }
        }

        throw new InvalidDataException("its function table ends before the function that is looked for");
    }

    /// <summary>Index of the type of a function that is defined, not imported.</summary>
    public int TypeIndexOf(int function)
    {
        var reader = new WasmReader(Section(FunctionSection));
        var count = reader.Number();
        if (function < _imported || function >= _imported + count)
        {
            throw new InvalidDataException("one of its own functions is an import");
        }

        for (var skipped = _imported; skipped < function; skipped++)
        {
            reader.Number();
        }

        return reader.Number();
    }

    /// <summary>The type of a function that is defined, as it is encoded.</summary>
    public ReadOnlySpan<byte> TypeOf(int function)
    {
        var content = Section(TypeSection);
        var reader = new WasmReader(content);
        reader.Number();
        for (var left = TypeIndexOf(function); ; left--)
        {
            var begin = reader.Position;
            reader.Skip(1);
            reader.Skip(reader.Number());
            reader.Skip(reader.Number());
            if (left == 0)
            {
                return content[begin..reader.Position];
            }
        }
    }

    private static int ImportedFunctions(ReadOnlySpan<byte> imports)
    {
        var reader = new WasmReader(imports);
        var count = reader.Number();
        for (var left = count; left > 0; left--)
        {
            reader.Name();
            reader.Name();
            if (reader.Byte() != IsFunction)
            {
                throw new InvalidDataException("it imports something that is not a function");
            }

            reader.Number();
        }

        return count;
    }
}
