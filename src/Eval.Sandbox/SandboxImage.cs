using Eval.Core.Scoring;
using Eval.Sandbox.Docker;

namespace Eval.Sandbox;

/// <summary>Builds the container image where no registry can be reached.</summary>
public static class SandboxImage
{
    /// <summary>Builds the image from Debian packages and imports it into the engine, even if there is one already. Gives its digest.</summary>
    /// <exception cref="SandboxUnavailableException">No engine answers, or mmdebstrap is missing.</exception>
    public static async Task<string> BuildAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        using var engine = await DockerEngine.FindAsync(DockerEndpoints.OfThisMachine, options.DockerHost, options.TimeProvider, cancellationToken);
        return (await DebianImage.BuildAsync(engine, options.Progress, cancellationToken)).Digest;
    }
}
