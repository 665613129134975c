namespace Eval.Sandbox.Docker;

/// <summary>A place of the pool: holds a container, or none until the next program needs one.</summary>
internal sealed class ContainerSlot
{
    public SandboxContainer? Container { get; set; }

    /// <summary>Throws the container away; the next program gets a fresh one.</summary>
    public async Task DropAsync()
    {
        if (Container is { } container)
        {
            Container = null;
            await container.DisposeAsync();
        }
    }
}
