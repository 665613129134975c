using Eval.Core.Scoring;
using Eval.Sandbox;
using Eval.Testing;

namespace Eval.IntegrationTests.Sandbox;

/// <summary>Starts sandboxes for tests; a missing engine skips the running test visibly.</summary>
internal static class Engines
{
    public static Task<ISandbox> StartAsync(SandboxOptions options) => options.Kind == SandboxKind.Wasm ? WasmAsync(options) : DockerAsync(options);

    public static async Task<ISandbox> DockerAsync(SandboxOptions options)
    {
        try
        {
            return await SandboxFactory.CreateAsync(options, CancellationToken.None);
        }
        catch (SandboxUnavailableException error)
        {
            Require.Part("docker", false, $"{error.Message} Fix: {error.Fix}");
            throw;
        }
    }

    public static async Task<ISandbox> WasmAsync(SandboxOptions options)
    {
        try
        {
            return await SandboxFactory.CreateAsync(options, CancellationToken.None);
        }
        catch (SandboxUnavailableException error)
        {
            Require.Part("wasm", false, $"{error.Message} Fix: {error.Fix}");
            throw;
        }
    }
}
