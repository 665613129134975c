using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Wasmtime;

namespace Eval.Sandbox.Wasm;

/// <summary>
/// Starts the interpreter once and keeps it as it stands before its first message: a module that begins there neither starts Python nor imports
/// anything. What Wizer does with modules that were built for it, done to one that was not.
/// </summary>
/// <remarks>
/// Its imports done, wasm.py says where its entry, an empty tuple and the type of functions lie, and calls a function of the host's, which stops it.
/// The new module's start calls the entry from there, deeper in the stack than the stopped C frames, as the host's function could have done; they
/// are never returned to. The function that calls Python functions is found in the type's slot for calls. Nothing of a sample is in the picture.
/// </remarks>
internal static class InterpreterPicture
{
    /// <summary>Offset of tp_call in CPython's PyTypeObject where pointers have four bytes.</summary>
    private const int CallSlot = 64;

    /// <summary>Distance kept from the stopped C frames.</summary>
    private const int StackMargin = 4096;

    /// <summary>Shorter runs of zeros are part of the segment around them.</summary>
    private const int ShortestGap = 64;

    private const string StartExport = "_start";
    private const byte I32 = 0x7f;

    /// <summary>SHA-256 of what goes into it: the pinned interpreter and the program that it has read.</summary>
    public static string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Interpreter.Sha256 + PythonSources.Wasm)));

    /// <summary>Gives the bytes of the module that goes on. Takes seconds.</summary>
    /// <param name="interpreter">The interpreter's module.</param>
    /// <param name="time">The clock that the interpreter sees.</param>
    /// <exception cref="InvalidDataException">The interpreter is not built as is known here.</exception>
    public static byte[] Take(byte[] interpreter, TimeProvider time)
    {
        // Runs once, so it is compiled quickly rather than well.
        using var config = WasmHost.CreateConfig().WithOptimizationLevel(OptimizationLevel.None);
        using var engine = new Engine(config);
        using var module = Wasmtime.Module.FromBytes(engine, "python", interpreter);
        using var linker = new Linker(engine);
        WasiImports.Define(linker, module);
        var limits = new GuestLimits(time);
        var stack = 0;
        var state = new GuestState(new BytePipe(), new GuestOutput(peer: null, mayJudge: false, limits), limits, time)
        {
            AtClockResolution = pointer =>
            {
                stack = pointer;
                throw new GuestStoppedException(GuestEnd.Stopped);
            },
        };
        using var store = Guest.CreateStore(engine, state);
        var instance = linker.Instantiate(store, module);
        try
        {
            instance.GetAction(StartExport)!.Invoke();
        }
        catch (WasmtimeException) when (stack != 0)
        {
            // Stopped where it was to stop.
        }

        if (stack == 0)
        {
            throw new InvalidDataException($"it ended while it started: {state.Stderr}");
        }

        var memory = instance.GetMemory("memory")!;
        var addresses = state.Stderr.ToString().Split().Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return Rebuild(new WasmBinary(interpreter), memory.GetSpan(0, checked((int)memory.GetLength())), (stack - StackMargin) & ~15, addresses);
    }

    private static byte[] Rebuild(WasmBinary module, ReadOnlySpan<byte> memory, int stack, int[] addresses)
    {
        if (module.Has(WasmBinary.StartSection) || module.Has(WasmBinary.DataCountSection))
        {
            throw new InvalidDataException("it sets its memory up in a way that is not known here");
        }

        var (entry, noArguments, functionType) = (addresses[0], addresses[1], addresses[2]);
        var call = module.FunctionAt(BinaryPrimitives.ReadInt32LittleEndian(memory[(functionType + CallSlot)..]));
        // (i32, i32, i32) -> i32
        if (!module.TypeOf(call).SequenceEqual("\x60\x03\x7f\x7f\x7f\x01\x7f"u8))
        {
            throw new InvalidDataException("its objects are not laid out as is known here");
        }

        var start = module.FunctionCount;
        var startType = module.TypeIndexOf(module.ExportedFunction(StartExport));
        return module.With(new Dictionary<byte, byte[]>
        {
            [WasmBinary.FunctionSection] = module.Append(WasmBinary.FunctionSection, WasmBinary.Write(stream => WasmBinary.WriteNumber(stream, startType))),
            [WasmBinary.MemorySection] = OneMemory(memory.Length),
            [WasmBinary.GlobalSection] = StackPointer(module, stack),
            [WasmBinary.ExportSection] = Exports(start),
            [WasmBinary.CodeSection] = module.Append(WasmBinary.CodeSection, StartCode(call, entry, noArguments)),
            [WasmBinary.DataSection] = Segments(memory),
        });
    }

    private static byte[] OneMemory(int length) => WasmBinary.Write(stream =>
    {
        // One memory without an upper limit: the store has one.
        stream.Write([1, 0]);
        WasmBinary.WriteNumber(stream, length / (int)Memory.PageSize);
    });

    private static byte[] StackPointer(WasmBinary module, int value)
    {
        // One global: i32, mutable, set to a constant.
        if (!module.Section(WasmBinary.GlobalSection).StartsWith<byte>([1, I32, 1, WasmBinary.Constant]))
        {
            throw new InvalidDataException("it has other globals than its stack pointer");
        }

        return WasmBinary.Write(stream =>
        {
            stream.Write([1, I32, 1]);
            WasmBinary.WriteConstant(stream, value);
            stream.WriteByte(WasmBinary.End);
        });
    }

    private static byte[] Exports(int start) => WasmBinary.Write(stream =>
    {
        stream.WriteByte(2);
        WasmBinary.WriteName(stream, "memory");
        stream.Write([WasmBinary.IsMemory, 0]);
        WasmBinary.WriteName(stream, StartExport);
        stream.WriteByte(WasmBinary.IsFunction);
        WasmBinary.WriteNumber(stream, start);
    });

    /// <summary>call(entry, (), NULL), with its length before it and no locals.</summary>
    private static byte[] StartCode(int call, int entry, int noArguments)
    {
        var body = WasmBinary.Write(stream =>
        {
            stream.WriteByte(0);
            WasmBinary.WriteConstant(stream, entry);
            WasmBinary.WriteConstant(stream, noArguments);
            WasmBinary.WriteConstant(stream, 0);
            stream.WriteByte(WasmBinary.Call);
            WasmBinary.WriteNumber(stream, call);
            stream.Write([WasmBinary.Drop, WasmBinary.End]);
        });
        return WasmBinary.Write(stream =>
        {
            WasmBinary.WriteNumber(stream, body.Length);
            stream.Write(body);
        });
    }

    /// <summary>What of the memory is not zero, as active segments.</summary>
    private static byte[] Segments(ReadOnlySpan<byte> memory)
    {
        using var segments = new MemoryStream();
        var count = 0;
        for (var begin = memory.IndexOfAnyExcept((byte)0); begin < memory.Length;)
        {
            var end = begin;
            var next = begin;
            while (next < memory.Length && next - end < ShortestGap)
            {
                var zeros = memory[next..].IndexOf((byte)0);
                end = zeros < 0 ? memory.Length : next + zeros;
                var more = memory[end..].IndexOfAnyExcept((byte)0);
                next = more < 0 ? memory.Length : end + more;
            }

            segments.WriteByte(0);
            WasmBinary.WriteConstant(segments, begin);
            segments.WriteByte(WasmBinary.End);
            WasmBinary.WriteNumber(segments, end - begin);
            segments.Write(memory[begin..end]);
            count++;
            begin = next;
        }

        return WasmBinary.Write(stream =>
        {
            WasmBinary.WriteNumber(stream, count);
            segments.WriteTo(stream);
        });
    }
}
