using Wasmtime;

namespace Eval.Sandbox.Wasm;

/// <summary>One fresh instance of the interpreter on a thread of its own.</summary>
internal sealed class Guest
{
    public const long MemoryBytes = 384L << 20;
    private const int ThreadStackBytes = 16 << 20;

    private readonly TaskCompletionSource<GuestEnd> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WasmHost _host;

    public Guest(WasmHost host, GuestState state)
    {
        _host = host;
        State = state;
    }

    public GuestState State { get; }

    /// <summary>How it ended.</summary>
    public Task<GuestEnd> Ended => _ended.Task;

    /// <summary>What the engine said of a trap, for messages.</summary>
    public string TrapMessage { get; private set; } = "";

    public void Start() => new Thread(Run, ThreadStackBytes) { IsBackground = true, Name = "wasm" }.Start();

    /// <summary>Asks it to end: within an epoch or a step of waiting.</summary>
    public void Stop()
    {
        State.Limits.Stop();
        State.Input.Wake();
    }

    /// <summary>A place for one instance, with all its limits.</summary>
    public static Store CreateStore(Engine engine, GuestState state)
    {
        var store = new Store(engine, state);
        store.SetLimits(memorySize: MemoryBytes, tableElements: 100_000, instances: 1, tables: 4, memories: 1);
        store.SetEpochDeadlineCallback(_ =>
        {
            state.Limits.Check();
            return 1;
        });
        store.SetEpochDeadline(1);
        return store;
    }

    private void Run()
    {
        try
        {
            _ended.SetResult(Execute());
        }
        catch (Exception error)
        {
            _ended.SetException(error);
        }
    }

    private GuestEnd Execute()
    {
        using var store = CreateStore(_host.Engine, State);
        try
        {
            var instance = _host.Instantiate(store);
            instance.GetAction("_start")!.Invoke();
            return GuestEnd.Exited;
        }
        catch (Exception error) when (Find(error) is { } stopped)
        {
            return stopped.End;
        }
        catch (WasmtimeException error)
        {
            TrapMessage = (error as TrapException)?.Type.ToString() ?? error.Message;
            return GuestEnd.Trapped;
        }
        finally
        {
            State.Limits.Measure();
        }
    }

    private static GuestStoppedException? Find(Exception? error)
    {
        while (error is not null and not GuestStoppedException)
        {
            error = error.InnerException;
        }

        return error as GuestStoppedException;
    }
}
