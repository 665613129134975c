using Eval.Core.Scoring;
using Eval.Sandbox.Judging;

namespace Eval.Sandbox.Wasm;

/// <summary>Judges programs in fresh WebAssembly instances of an interpreter, in this process: one for the candidate, one for the tests.</summary>
internal sealed class WasmSandbox : ISandbox
{
    private readonly WasmHost _host;
    private readonly SandboxOptions _options;
    private readonly SemaphoreSlim _slots;
    private readonly SemaphoreSlim _alone = new(1);

    private WasmSandbox(WasmHost host, SandboxOptions options)
    {
        _host = host;
        _options = options;
        _slots = new SemaphoreSlim(options.Parallelism);
        Info = new SandboxInfo
        {
            Kind = "wasm",
            Digest = "sha256:" + Interpreter.Sha256,
            Parallelism = options.Parallelism,
            Judging = options.Judging,
            Limits = new Dictionary<string, string>(RequestRules.Defaults)
            {
                ["engine"] = $"wasmtime {typeof(Wasmtime.Engine).Assembly.GetName().Version?.ToString(3)}",
                ["interpreter"] = $"CPython {Interpreter.Version} for WASI",
                ["memory"] = "384 MB per instance",
                ["processes"] = "none",
                ["disk"] = "none",
                ["network"] = "none",
            },
        };
    }

    public SandboxInfo Info { get; }

    /// <summary>Loads the interpreter; compiles it the first time.</summary>
    /// <exception cref="SandboxUnavailableException">It is not installed, or the engine has no native library for this machine.</exception>
    public static async Task<WasmSandbox> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        var folder = Interpreter.Folder(options.WasmFolder);
        var path = Path.Combine(folder, Interpreter.FileName);
        if (!await InterpreterFile.IsWholeAsync(path, Interpreter.Sha256, cancellationToken))
        {
            throw new SandboxUnavailableException($"The WebAssembly interpreter is not installed in {folder}.", "run `dotnet eval sandbox install`");
        }

        try
        {
            var host = await Task.Run(() => new WasmHost(path, new ModuleCache(folder, InterpreterPicture.Digest), options.TimeProvider, options.Progress), cancellationToken);
            return new WasmSandbox(host, options);
        }
        catch (Exception error) when (error is DllNotFoundException or TypeInitializationException or BadImageFormatException or InvalidDataException or Wasmtime.WasmtimeException)
        {
            throw new SandboxUnavailableException($"Wasmtime does not work on this machine: {error.Message}", "use Docker instead (--sandbox docker)", error);
        }
    }

    public async Task<SandboxResult> RunAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        RequestRules.Check(request);
        var attempts = 0;
        Task<JudgeReply> Together()
        {
            attempts++;
            return InSlotAsync(request, cancellationToken);
        }

        Task<JudgeReply> Alone()
        {
            attempts++;
            return AloneAsync(request, cancellationToken);
        }

        var isFair = RequestRules.SharesFairly(2 * _options.Parallelism, 2 * _options.Parallelism * Guest.MemoryBytes);
        var reply = await RequestRules.SecondTryAsync(await Together(), request, isFair, Together, Alone);
        return Verdicts.Read(reply, request, attempts);
    }

    /// <summary>Waits for the programs that still run; each ends within its limits.</summary>
    public async ValueTask DisposeAsync()
    {
        for (var slot = 0; slot < _options.Parallelism; slot++)
        {
            await _slots.WaitAsync(CancellationToken.None);
        }

        _host.Dispose();
        _slots.Dispose();
        _alone.Dispose();
    }

    private async Task<JudgeReply> InSlotAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            return await JudgeAsync(request, cancellationToken);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task<JudgeReply> AloneAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        await _alone.WaitAsync(cancellationToken);
        var taken = 0;
        try
        {
            for (; taken < _options.Parallelism; taken++)
            {
                await _slots.WaitAsync(cancellationToken);
            }

            return await JudgeAsync(request, cancellationToken);
        }
        finally
        {
            if (taken > 0)
            {
                _slots.Release(taken);
            }

            _alone.Release();
        }
    }

    private async Task<JudgeReply> JudgeAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        var begun = _options.TimeProvider.GetTimestamp();
        var trial = new WasmTrial(_host, request, _options.Judging, _options.TimeProvider);
        using var registration = cancellationToken.Register(trial.Stop);
        var reply = await trial.RunAsync();
        cancellationToken.ThrowIfCancellationRequested();
        reply.Header.Wall = _options.TimeProvider.GetElapsedTime(begun).TotalSeconds;
        return reply;
    }
}
