namespace Eval.Sandbox.Docker;

/// <summary>Where an engine may answer, and where the address comes from.</summary>
/// <param name="Address">As in DOCKER_HOST: <c>unix:///var/run/docker.sock</c>, <c>npipe://./pipe/docker_engine</c>, <c>tcp://host:2375</c>.</param>
/// <param name="Source">For messages: the variable, context or default that names it.</param>
internal sealed record DockerEndpoint(string Address, string Source)
{
    /// <summary>Null where TLS is not used.</summary>
    public DockerTls? Tls { get; init; }
}
