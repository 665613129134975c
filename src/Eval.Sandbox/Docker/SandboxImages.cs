using Docker.DotNet;
using Docker.DotNet.Models;
using Eval.Core.Scoring;

namespace Eval.Sandbox.Docker;

/// <summary>Finds the image: the one asked for; else the pinned one if it is there; else one built here earlier; else pulls, else builds.</summary>
internal static class SandboxImages
{
    /// <summary><c>python:3.12-slim</c> as of August 2026: the index digest, so that it fits every architecture.</summary>
    public const string PinnedDigest = "sha256:78387bc3881b8273120a12ebe6c1ab22b018ccc2c9adf565ae1ac9b536e184ea";

    private const string Repository = "docker.io/library/python";
    private const string Pinned = Repository + "@" + PinnedDigest;

    /// <summary>The image given, else EVAL_SANDBOX_IMAGE; null for the pinned one.</summary>
    public static string? Asked(string? given) =>
        given ?? (Environment.GetEnvironmentVariable("EVAL_SANDBOX_IMAGE") is { Length: > 0 } image ? image : null);

    public static async Task<ResolvedImage> EnsureAsync(DockerEngine engine, string? asked, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        if (asked is not null)
        {
            return await LookAsync(engine, asked, cancellationToken) ?? await PullAskedAsync(engine, asked, progress, cancellationToken);
        }

        if (await FindAsync(engine, cancellationToken) is { } there)
        {
            return there;
        }

        var refusal = await PullAsync(engine, Repository, PinnedDigest, progress, cancellationToken);
        if (refusal is null && await LookAsync(engine, Pinned, cancellationToken) is { } pulled)
        {
            return pulled;
        }

        progress?.Report($"The pinned image cannot be pulled ({refusal}); building one from Debian packages.");
        try
        {
            return await DebianImage.BuildAsync(engine, progress, cancellationToken);
        }
        catch (SandboxUnavailableException error)
        {
            throw new SandboxUnavailableException($"There is no sandbox image: {Pinned} cannot be pulled ({refusal}), and none can be built. {error.Message}", error.Fix, error);
        }
    }

    /// <summary>The image that a run would use without pulling or building; null when there is none.</summary>
    public static async Task<ResolvedImage?> FindAsync(DockerEngine engine, CancellationToken cancellationToken) =>
        await LookAsync(engine, Pinned, cancellationToken) ?? await LookAsync(engine, DebianImage.Tag, cancellationToken);

    public static Task<ResolvedImage?> LookAsync(DockerEngine engine, string reference, CancellationToken cancellationToken) =>
        engine.CallAsync(
            $"look for the image {reference}",
            async token =>
            {
                try
                {
                    var image = await engine.Client.Images.InspectImageAsync(reference, token);
                    return new ResolvedImage(reference, image.ID, ImageName.Digest(reference, [.. image.RepoDigests ?? []]) ?? image.ID);
                }
                catch (DockerImageNotFoundException)
                {
                    return null;
                }
                catch (DockerApiException error) when (error.StatusCode == System.Net.HttpStatusCode.NotFound)
                {
                    return null;
                }
            },
            cancellationToken);

    private static async Task<ResolvedImage> PullAskedAsync(DockerEngine engine, string asked, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var (repository, tag) = ImageName.Split(asked);
        var refusal = await PullAsync(engine, repository, tag, progress, cancellationToken);
        return await LookAsync(engine, asked, cancellationToken)
            ?? throw new SandboxUnavailableException($"The image {asked} is not there and cannot be pulled: {refusal}", "look at its name, tag and digest, or load it with `docker load`; without EVAL_SANDBOX_IMAGE the pinned image is used");
    }

    /// <summary>Pulls; null when that worked, else why not.</summary>
    private static async Task<string?> PullAsync(DockerEngine engine, string repository, string tag, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        progress?.Report($"Pulling {repository} ({tag})");
        var messages = new MessageSink();
        try
        {
            await engine.Client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = repository, Tag = tag }, null, messages, cancellationToken);
            return messages.Error;
        }
        catch (Exception error) when (DockerEngine.IsEngineTrouble(error, cancellationToken))
        {
            return messages.Error ?? (error is DockerApiException refused ? DockerEngine.Said(refused) : error.Message.ReplaceLineEndings(" ").Trim());
        }
    }
}
