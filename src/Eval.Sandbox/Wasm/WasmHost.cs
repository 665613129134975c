using Wasmtime;

namespace Eval.Sandbox.Wasm;

/// <summary>The engine with the compiled interpreter, shared by all instances; its clock ticks while any of them runs.</summary>
internal sealed class WasmHost : IDisposable
{
    /// <summary>How often a running instance looks at its limits.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly Config _config;
    private readonly Module _module;
    private readonly ITimer _ticker;

    public WasmHost(string interpreter, ModuleCache cache, TimeProvider time, IProgress<string>? progress)
    {
        _config = CreateConfig();
        Engine = new Engine(_config);
        _module = cache.Load(Engine, () => InterpreterPicture.Take(File.ReadAllBytes(interpreter), time), progress);
        Linker = new Linker(Engine);
        WasiImports.Define(Linker, _module);
        _ticker = time.CreateTimer(_ => Engine.IncrementEpoch(), null, Tick, Tick);
    }

    /// <summary>The most that the engine allows beside its default stack for asynchronous calls.</summary>
    public const int StackBytes = 2 << 20;

    public Engine Engine { get; }

    public Linker Linker { get; }

    public Instance Instantiate(Store store) => Linker.Instantiate(store, _module);

    public void Dispose()
    {
        _ticker.Dispose();
        Linker.Dispose();
        _module.Dispose();
        Engine.Dispose();
        _config.Dispose();
    }

    public static Config CreateConfig() => new Config().WithEpochInterruption(true).WithMaximumStackSize(StackBytes);
}
