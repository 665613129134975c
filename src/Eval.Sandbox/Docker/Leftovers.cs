using Docker.DotNet.Models;
using Microsoft.Extensions.Logging;

namespace Eval.Sandbox.Docker;

/// <summary>Removes containers of runs whose process is gone. They end by themselves when their harness dies; this catches the rest.</summary>
internal static class Leftovers
{
    public static async Task<int> RemoveAsync(DockerEngine engine, ILogger logger, CancellationToken cancellationToken)
    {
        var ours = await engine.CallAsync(
            "list the containers of earlier runs",
            token => engine.Client.Containers.ListContainersAsync(
                new ContainersListParameters
                {
                    All = true,
                    Filters = new Dictionary<string, IDictionary<string, bool>> { ["label"] = new Dictionary<string, bool> { [ContainerLabels.Sandbox] = true } },
                },
                token),
            cancellationToken);
        var dead = ours.Where(container => !ContainerLabels.IsOwned(container.Labels)).ToList();
        foreach (var container in dead)
        {
            Log.LeftoverRemoved(logger, container.ID, container.Labels.TryGetValue(ContainerLabels.Run, out var run) ? run : "");
            await SandboxContainer.RemoveAsync(engine, container.ID);
        }

        return dead.Count;
    }
}
