using Docker.DotNet.Models;
using Eval.Core.Scoring;

namespace Eval.Sandbox.Docker;

/// <summary>Makes an image from Debian's packages where no registry can be reached: mmdebstrap unpacks them, the engine imports the result.</summary>
internal static class DebianImage
{
    /// <summary>The last part counts changes of this recipe.</summary>
    public const string Tag = "eval-sandbox:trixie-python3.13-r1";

    private const string Suite = "trixie";

    /// <summary>python3-minimal alone lacks json; base-files makes the links from /lib to /usr/lib.</summary>
    private const string Packages = "base-files,python3-minimal,libpython3.13-stdlib";

    /// <summary>Seven times what it takes.</summary>
    private const long MostBytes = 512 << 20;

    /// <exception cref="SandboxUnavailableException">mmdebstrap is missing or fails, or the engine refuses the import.</exception>
    public static async Task<ResolvedImage> BuildAsync(DockerEngine engine, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var tool = CommandLine.Find("mmdebstrap") ?? throw new SandboxUnavailableException(
            "Building the sandbox image needs mmdebstrap, which is not on PATH.",
            "on Debian or Ubuntu: apt-get install mmdebstrap, then `dotnet eval sandbox image build`; elsewhere: "
            + $"`docker pull python:3.12-slim@{SandboxImages.PinnedDigest}` where there is a network, `docker save` there, `docker load` here");
        var folder = Directory.CreateTempSubdirectory("eval-image-").FullName;
        try
        {
            progress?.Report($"Unpacking Debian {Suite} packages {Packages} with mmdebstrap");
            var tar = Path.Combine(folder, "rootfs.tar");
            var (code, output) = await CommandLine.RunAsync(
                tool,
                ["--variant=extract", $"--include={Packages}", $"--architectures={engine.Architecture}", Suite, tar],
                folder,
                MostBytes,
                cancellationToken);
            if (code != 0)
            {
                throw new SandboxUnavailableException(
                    $"mmdebstrap ended with code {code}: {output}",
                    "it needs a Debian mirror: look at the machine's apt sources, then `dotnet eval sandbox image build`");
            }

            progress?.Report($"Importing {new FileInfo(tar).Length / 1_000_000} MB as {Tag}");
            await ImportAsync(engine, tar, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return await SandboxImages.LookAsync(engine, Tag, cancellationToken)
            ?? throw new SandboxUnavailableException($"The engine imported {Tag} but does not list it.", "look at the engine's own log");
    }

    private static async Task ImportAsync(DockerEngine engine, string tar, CancellationToken cancellationToken)
    {
        var messages = new MessageSink();
        await engine.CallAsync(
            "import the sandbox image",
            async token =>
            {
                await using var stream = File.OpenRead(tar);
                await engine.Client.Images.CreateImageAsync(
                    // The whole name as the repository: Podman ignores a tag beside it.
                    new ImagesCreateParameters { FromSrc = "-", Repo = Tag, Changes = ["ENV PATH=/usr/local/bin:/usr/bin:/bin"] },
                    stream,
                    new AuthConfig(),
                    messages,
                    token);
            },
            cancellationToken);
        if (messages.Error is { } refused)
        {
            throw new SandboxUnavailableException($"The engine refused to import the sandbox image: {refused}", "look at the engine's own log and its disk space");
        }
    }
}
