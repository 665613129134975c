using Docker.DotNet;
using Docker.DotNet.Models;
using Eval.Sandbox.Docker;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.IntegrationTests.Sandbox;

/// <summary>Looks at an engine's containers from outside the sandbox.</summary>
internal sealed class ContainerProbe : IDisposable
{
    private readonly DockerEngine _engine;
    private readonly string _runId;

    private ContainerProbe(DockerEngine engine, string runId)
    {
        _engine = engine;
        _runId = runId;
    }

    public string Address => _engine.Endpoint.Address;

    public DockerClient Client => _engine.Client;

    /// <param name="runId">The run whose containers are looked at.</param>
    /// <param name="address">The engine's address; null for the one that is found.</param>
    /// <param name="part">What EVAL_REQUIRE calls the engine.</param>
    public static async Task<ContainerProbe> OpenAsync(string runId, string? address = null, string part = "docker")
    {
        try
        {
            return new ContainerProbe(await DockerEngine.FindAsync(DockerEndpoints.OfThisMachine, address, TimeProvider.System, CancellationToken.None), runId);
        }
        catch (Eval.Core.Scoring.SandboxUnavailableException error)
        {
            Require.Part(part, false, error.Message);
            throw;
        }
    }

    /// <summary>Ids of the run's containers, running or not.</summary>
    public async Task<IReadOnlyList<string>> ListAsync()
    {
        var containers = await Client.Containers.ListContainersAsync(
            new ContainersListParameters
            {
                All = true,
                Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [$"{ContainerLabels.Run}={_runId}"] = true } },
            },
            CancellationToken.None);
        return [.. containers.Select(container => container.ID)];
    }

    /// <summary>Waits until somebody else than the sandbox's own server and its helpers runs in a container: a program is being judged.</summary>
    public async Task WaitUntilBusyAsync(string id)
    {
        var end = TimeProvider.System.GetUtcNow() + (TimeSpan.FromSeconds(30) * MachineLoad.Factor);
        while (TimeProvider.System.GetUtcNow() < end)
        {
            try
            {
                // The first column is the user.
                var processes = (await Client.Containers.ListProcessesAsync(id, new ContainerListProcessesParameters(), CancellationToken.None)).Processes;
                if (processes.Any(process => process[0] != processes[0][0]))
                {
                    return;
                }
            }
            catch (DockerApiException)
            {
                // Made, not started yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }

        Assert.Fail($"No program ran in container {id}.");
    }

    public Task KillAsync(string id) => Client.Containers.KillContainerAsync(id, new ContainerKillParameters { Signal = "KILL" }, CancellationToken.None);

    /// <summary>Waits until no container of the run is left; gives those that are after the time.</summary>
    public async Task<IReadOnlyList<string>> LeftAfterAsync(TimeSpan time)
    {
        var end = TimeProvider.System.GetUtcNow() + time;
        while (await ListAsync() is var left)
        {
            if (left.Count == 0 || TimeProvider.System.GetUtcNow() > end)
            {
                return left;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }

        return [];
    }

    public void Dispose() => _engine.Dispose();
}
