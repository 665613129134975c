using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet;
using Docker.DotNet.Models;
using Docker.DotNet.NativeHttp;
using Eval.Core.Scoring;

namespace Eval.Sandbox.Docker;

/// <summary>One engine that answers. Every failure of it becomes a <see cref="SandboxUnavailableException"/> that names the engine and a fix.</summary>
internal sealed class DockerEngine : IDisposable
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(60);

    private readonly DockerTlsFiles? _tls;
    private readonly TimeProvider _time;

    private DockerEngine(DockerClient client, DockerTlsFiles? tls, DockerEndpoint endpoint, VersionResponse version, TimeProvider time)
    {
        Client = client;
        _tls = tls;
        Endpoint = endpoint;
        _time = time;
        IsPodman = version.Components?.Any(part => part.Name.Contains("Podman", StringComparison.OrdinalIgnoreCase)) ?? false;
        Version = $"{(IsPodman ? "podman" : "docker")} {version.Version}";
        Architecture = version.Arch;
    }

    public DockerClient Client { get; }

    public TimeProvider Time => _time;

    public DockerEndpoint Endpoint { get; }

    /// <summary>Name and version, e.g. <c>docker 20.10.24</c>.</summary>
    public string Version { get; }

    public bool IsPodman { get; }

    /// <summary>As the engine names it: <c>amd64</c>, <c>arm64</c>.</summary>
    public string Architecture { get; }

    /// <summary>Connects to the first engine that answers.</summary>
    /// <exception cref="SandboxUnavailableException">None does.</exception>
    public static async Task<DockerEngine> FindAsync(DockerEndpoints endpoints, string? given, TimeProvider time, CancellationToken cancellationToken)
    {
        IReadOnlyList<DockerEndpoint> candidates;
        try
        {
            candidates = endpoints.List(given);
        }
        catch (InvalidDataException error)
        {
            throw new SandboxUnavailableException(error.Message, "choose another context with `docker context use`, or set DOCKER_HOST", error);
        }

        var tried = new List<string>();
        foreach (var endpoint in candidates)
        {
            try
            {
                return await ConnectAsync(endpoint, time, cancellationToken);
            }
            catch (Exception error) when (IsEngineTrouble(error, cancellationToken))
            {
                tried.Add($"{endpoint.Address} ({endpoint.Source}): {Innermost(error)}");
            }
        }

        throw new SandboxUnavailableException(
            tried.Count == 0 ? "No container engine was found: no DOCKER_HOST, no context, none of the usual sockets." : "No container engine answers at " + string.Join("; ", tried),
            "start Docker or Podman (on Debian: apt-get install docker.io, then dockerd), or set DOCKER_HOST");
    }

    /// <summary>Makes one call; what goes wrong says what was being done.</summary>
    public async Task<T> CallAsync<T>(string doing, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(CallTime, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await call(both.Token);
        }
        catch (DockerApiException error)
        {
            throw new SandboxUnavailableException(
                $"The container engine at {Endpoint.Address} refused to {doing}: {Said(error)}",
                "look at the engine's own log; `dotnet eval sandbox check` shows what works here",
                error);
        }
        catch (Exception error) when (IsEngineTrouble(error, cancellationToken))
        {
            throw new SandboxUnavailableException(
                $"The container engine at {Endpoint.Address} stopped answering (while asked to {doing}): {Innermost(error)}",
                "start it again and repeat the command: finished samples are kept",
                error);
        }
    }

    public Task CallAsync(string doing, Func<CancellationToken, Task> call, CancellationToken cancellationToken) =>
        CallAsync(
            doing,
            async token =>
            {
                await call(token);
                return true;
            },
            cancellationToken);

    public void Dispose()
    {
        Client.Dispose();
        _tls?.Dispose();
    }

    /// <summary>Whether an exception of the client or its stream means that the engine is not there, as opposed to a defect or a cancellation.</summary>
    public static bool IsEngineTrouble(Exception error, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested
        && error is HttpRequestException or SocketException or IOException or TimeoutException or OperationCanceledException or DockerApiException
            or DockerConfigurationException or SshDockerEndpointNotSupportedException or NotSupportedException or UriFormatException or ObjectDisposedException;

    private static async Task<DockerEngine> ConnectAsync(DockerEndpoint endpoint, TimeProvider time, CancellationToken cancellationToken)
    {
        var tls = endpoint.Tls is null ? null : DockerTlsFiles.Read(endpoint.Tls, $"{endpoint.Address} ({endpoint.Source})");
        var builder = new DockerClientBuilder().WithEndpoint(new Uri(endpoint.Address)).WithTimeout(Timeout.InfiniteTimeSpan);
        var client = (tls is null ? builder : builder.WithAuthProvider(tls).WithTransportOptions(new NativeHttpTransportOptions())).Build();
        try
        {
            using var timeout = new CancellationTokenSource(ConnectTime, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
            var version = await client.System.GetVersionAsync(both.Token);
            return new DockerEngine(client, tls, endpoint, version, time);
        }
        catch
        {
            client.Dispose();
            tls?.Dispose();
            throw;
        }
    }

    /// <summary>The engine's own words, out of the JSON that they come in.</summary>
    public static string Said(DockerApiException error)
    {
        try
        {
            using var body = JsonDocument.Parse(error.ResponseBody ?? "");
            return body.RootElement.GetProperty("message").GetString()?.Trim() ?? error.Message;
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return error.Message.ReplaceLineEndings(" ").Trim();
        }
    }

    private static string Innermost(Exception error)
    {
        if (error is OperationCanceledException)
        {
            return "no answer in time";
        }

        while (error.InnerException is { } inner)
        {
            error = inner;
        }

        return error.Message.Trim();
    }
}
