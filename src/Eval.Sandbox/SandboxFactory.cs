using Eval.Core.Scoring;
using Eval.Sandbox.Docker;
using Eval.Sandbox.Wasm;

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

        return options.Kind switch
        {
            SandboxKind.Docker => await DockerSandbox.StartAsync(options, cancellationToken),
            SandboxKind.Wasm => await WasmSandbox.StartAsync(options, cancellationToken),
            _ => await StartAnyAsync(options, cancellationToken),
        };
    }

    private static async Task<ISandbox> StartAnyAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await DockerSandbox.StartAsync(options, cancellationToken);
        }
        catch (SandboxUnavailableException docker)
        {
            try
            {
                var sandbox = await WasmSandbox.StartAsync(options, cancellationToken);
                Log.DockerPassedOver(options.Logger, docker.Message);
                return sandbox;
            }
            catch (SandboxUnavailableException wasm)
            {
                throw new SandboxUnavailableException($"No sandbox works here. Docker: {docker.Message} WebAssembly: {wasm.Message}", $"{wasm.Fix}; or for Docker: {docker.Fix}", docker);
            }
        }
    }
}
