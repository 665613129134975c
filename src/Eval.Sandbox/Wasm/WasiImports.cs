using System.Security.Cryptography;
using Wasmtime;

namespace Eval.Sandbox.Wasm;

/// <summary>
/// The part of WASI preview 1 that an interpreter needs, and nothing that reaches the host: three streams, the clocks, random bytes, exit.
/// Files, folders and sockets do not exist; the interpreter's own library is a file system inside its module.
/// </summary>
internal static class WasiImports
{
    private const string Module = "wasi_snapshot_preview1";
    private const int Success = 0;
    private const int BadDescriptor = 8;
    private const int Invalid = 28;
    private const int NoEntry = 44;
    private const int NotSupported = 58;
    private const int NotSeekable = 70;
    private const int CharacterDevice = 2;

    public static void Define(Linker linker, Module module)
    {
        var defined = new HashSet<string>();
        void Add(string name, Action<string> define)
        {
            define(name);
            defined.Add(name);
        }

        Add("args_sizes_get", name => linker.DefineFunction(Module, name, (CallerFunc<int, int, int>)((caller, count, size) => Sizes(caller, State(caller).Arguments, count, size))));
        Add("args_get", name => linker.DefineFunction(Module, name, (CallerFunc<int, int, int>)((caller, table, buffer) => Strings(caller, State(caller).Arguments, table, buffer))));
        Add("environ_sizes_get", name => linker.DefineFunction(Module, name, (CallerFunc<int, int, int>)((caller, count, size) => Sizes(caller, State(caller).Variables, count, size))));
        Add("environ_get", name => linker.DefineFunction(Module, name, (CallerFunc<int, int, int>)((caller, table, buffer) => Strings(caller, State(caller).Variables, table, buffer))));
        Add("clock_res_get", name => linker.DefineFunction(Module, name, (CallerFunc<int, int, int>)ClockResolution));
        Add("clock_time_get", name => linker.DefineFunction(Module, name, (CallerFunc<int, long, int, int>)ClockTime));
        Add("fd_close", name => linker.DefineFunction(Module, name, (CallerFunc<int, int>)((_, _) => Success)));
        Add("fd_fdstat_get", name => linker.DefineFunction(Module, name, (CallerFunc<int, int, int>)DescriptorStatus));
        Add("fd_filestat_get", name => linker.DefineFunction(Module, name, (CallerFunc<int, int, int>)FileStatus));
        Add("fd_prestat_get", name => linker.DefineFunction(Module, name, (CallerFunc<int, int, int>)((_, _, _) => BadDescriptor)));
        Add("fd_seek", name => linker.DefineFunction(Module, name, (CallerFunc<int, long, int, int, int>)((_, _, _, _, _) => NotSeekable)));
        Add("fd_read", name => linker.DefineFunction(Module, name, (CallerFunc<int, int, int, int, int>)Read));
        Add("fd_write", name => linker.DefineFunction(Module, name, (CallerFunc<int, int, int, int, int>)Write));
        Add("poll_oneoff", name => linker.DefineFunction(Module, name, (CallerFunc<int, int, int, int, int>)Poll));
        Add("sched_yield", name => linker.DefineFunction(Module, name, (CallerFunc<int>)(_ => Success)));
        Add("random_get", name => linker.DefineFunction(Module, name, (CallerFunc<int, int, int>)RandomBytes));
        Add("proc_exit", name => linker.DefineFunction(Module, name, (CallerAction<int>)Exit));

        foreach (var import in module.Imports.OfType<FunctionImport>().Where(import => import.ModuleName == Module && !defined.Contains(import.Name)))
        {
            var refusal = import.Name.StartsWith("path_", StringComparison.Ordinal) ? NoEntry : NotSupported;
            linker.DefineFunction(Module, import.Name, (Caller _, ReadOnlySpan<ValueBox> _, Span<ValueBox> results) => results[0] = refusal, import.Parameters, import.Results);
        }
    }

    private static GuestState State(Caller caller) => (GuestState)caller.GetData()!;

    private static Memory Memory(Caller caller) => caller.GetMemory("memory") ?? throw new GuestStoppedException(GuestEnd.Trapped);

    private static int Sizes(Caller caller, IReadOnlyList<byte[]> strings, int count, int size)
    {
        var memory = Memory(caller);
        memory.WriteInt32(Address(count), strings.Count);
        memory.WriteInt32(Address(size), strings.Sum(text => text.Length));
        return Success;
    }

    private static int Strings(Caller caller, IReadOnlyList<byte[]> strings, int table, int buffer)
    {
        var memory = Memory(caller);
        foreach (var text in strings)
        {
            memory.WriteInt32(Address(table), buffer);
            text.CopyTo(memory.GetSpan(Address(buffer), text.Length));
            table += 4;
            buffer += text.Length;
        }

        return Success;
    }

    private static int ClockResolution(Caller caller, int clock, int result)
    {
        State(caller).AtClockResolution?.Invoke(result);
        Memory(caller).WriteInt64(Address(result), 1000);
        return Success;
    }

    private static int ClockTime(Caller caller, int clock, long precision, int result)
    {
        var state = State(caller);
        var nanoseconds = clock switch
        {
            0 => (state.Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100,
            1 => state.Time.GetElapsedTime(0).Ticks * 100,
            _ => ThreadClock.Used(state.Time).Ticks * 100,
        };
        Memory(caller).WriteInt64(Address(result), nanoseconds);
        return Success;
    }

    private static int DescriptorStatus(Caller caller, int descriptor, int result)
    {
        if (descriptor is < 0 or > 2)
        {
            return BadDescriptor;
        }

        var status = Memory(caller).GetSpan(Address(result), 24);
        status.Clear();
        status[0] = CharacterDevice;
        // The rights to read (bit 1) and to write (bit 6).
        status[8] = descriptor == 0 ? (byte)0b10 : (byte)0b100_0000;
        return Success;
    }

    private static int FileStatus(Caller caller, int descriptor, int result)
    {
        if (descriptor is < 0 or > 2)
        {
            return BadDescriptor;
        }

        var status = Memory(caller).GetSpan(Address(result), 64);
        status.Clear();
        status[16] = CharacterDevice;
        return Success;
    }

    private static int Read(Caller caller, int descriptor, int vectors, int count, int result)
    {
        if (descriptor != 0)
        {
            return BadDescriptor;
        }

        var state = State(caller);
        var memory = Memory(caller);
        state.FirstRead?.Invoke();
        state.FirstRead = null;
        var total = 0;
        for (var index = 0; index < count; index++)
        {
            var target = Vector(memory, vectors, index);
            if (target.IsEmpty)
            {
                continue;
            }

            // Waits only for the first bytes: a short read is a read.
            var taken = total == 0 ? state.Input.Read(target, state.Limits) : 0;
            total += taken;
            if (taken < target.Length)
            {
                break;
            }
        }

        memory.WriteInt32(Address(result), total);
        return Success;
    }

    private static int Write(Caller caller, int descriptor, int vectors, int count, int result)
    {
        if (descriptor is not (1 or 2))
        {
            return BadDescriptor;
        }

        var state = State(caller);
        var memory = Memory(caller);
        var total = 0;
        for (var index = 0; index < count; index++)
        {
            var bytes = Vector(memory, vectors, index);
            if (descriptor == 1)
            {
                state.Output.Write(bytes);
            }
            else
            {
                state.Stderr.Add(bytes);
            }

            total += bytes.Length;
        }

        memory.WriteInt32(Address(result), total);
        return Success;
    }

    /// <summary>Sleeps for clocks; everything else is ready at once.</summary>
    private static int Poll(Caller caller, int subscriptions, int events, int count, int result)
    {
        var state = State(caller);
        var memory = Memory(caller);
        if (count <= 0)
        {
            return Invalid;
        }

        // A subscription: user data (8 bytes), tag (1), from byte 16 clock id (4), timeout at 24, precision at 32, flags at 40.
        var address = Address(subscriptions);
        var isClock = memory.ReadByte(address + 8) == 0;
        if (isClock && count == 1)
        {
            var nanoseconds = memory.ReadInt64(address + 24);
            var isAbsolute = (memory.ReadInt16(address + 40) & 1) == 1;
            if (isAbsolute)
            {
                nanoseconds -= memory.ReadInt32(address + 16) == 0
                    ? (state.Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100
                    : state.Time.GetElapsedTime(0).Ticks * 100;
            }

            Sleep(state, nanoseconds);
        }

        var written = memory.GetSpan(Address(events), 32);
        written.Clear();
        memory.GetSpan(address, 8).CopyTo(written);
        written[10] = memory.ReadByte(address + 8);
        memory.WriteInt32(Address(result), 1);
        return Success;
    }

    private static void Sleep(GuestState state, long nanoseconds)
    {
        var begun = state.Time.GetTimestamp();
        var wanted = TimeSpan.FromTicks(Math.Max(0, nanoseconds) / 100);
        using var never = new ManualResetEventSlim();
        for (var left = wanted; left > TimeSpan.Zero; left = wanted - state.Time.GetElapsedTime(begun))
        {
            state.Limits.Check();
            never.Wait(left < TimeSpan.FromMilliseconds(20) ? left : TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }
    }

    private static int RandomBytes(Caller caller, int buffer, int length)
    {
        RandomNumberGenerator.Fill(Memory(caller).GetSpan(Address(buffer), length));
        return Success;
    }

    private static void Exit(Caller caller, int code)
    {
        State(caller).ExitCode = code;
        throw new GuestStoppedException(GuestEnd.Exited);
    }

    private static Span<byte> Vector(Memory memory, int vectors, int index)
    {
        var address = Address(vectors) + (8L * index);
        return memory.GetSpan(Address(memory.ReadInt32(address)), memory.ReadInt32(address + 4));
    }

    private static long Address(int pointer) => (uint)pointer;
}
