using Eval.Sandbox;
using NUnit.Framework;

namespace Eval.IntegrationTests.Sandbox;

/// <summary>Tests that do something to the engine or to the containers of one run while it works, and look at them from outside.</summary>
[NonParallelizable]
internal abstract class DockerTests
{
    private ContainerProbe? _probe;

    private protected string RunId { get; } = Guid.NewGuid().ToString("N");

    private protected ContainerProbe Probe => _probe!;

    private protected SandboxOptions Options => new() { Kind = SandboxKind.Docker, RunId = RunId, Parallelism = 1 };

    [OneTimeSetUp]
    public async Task Open() => _probe = await ContainerProbe.OpenAsync(RunId);

    [OneTimeTearDown]
    public void Close() => _probe?.Dispose();

    /// <summary>A way to the engine that can be cut; it ends at the socket given.</summary>
    private protected SocketProxy ProxyAt(string socket)
    {
        const string Unix = "unix://";
        if (!Probe.Address.StartsWith(Unix, StringComparison.Ordinal))
        {
            Assert.Ignore("needs an engine on a Unix socket");
        }

        return new SocketProxy(socket, Probe.Address[Unix.Length..]);
    }
}
