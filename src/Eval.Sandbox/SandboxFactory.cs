using Eval.Core.Scoring;
using Eval.Sandbox.Docker;

namespace Eval.Sandbox;

/// <summary>Makes the sandbox that the user asked for. There is no third kind: nothing ever runs on the host.</summary>
public static class SandboxFactory
{
    /// <summary>Starts a sandbox; dispose it to remove its containers.</summary>
    /// <exception cref="SandboxUnavailableException">The kind asked for does not work here; with <see cref="SandboxKind.Auto"/>: none does.</exception>
    public static async Task<ISandbox> CreateAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        if (options.Parallelism < 1)
        {
            throw new ArgumentException("A sandbox runs at least one program at a time.", nameof(options));
        }

        if (options.Kind == SandboxKind.Wasm)
        {
            throw new SandboxUnavailableException("The WebAssembly sandbox is not installed.", "`eval sandbox install` brings its interpreter");
        }

        return await DockerSandbox.StartAsync(options, cancellationToken);
    }
}
