using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Eval.Sandbox.Docker;

/// <summary>Lists where to look for an engine, in the order of Docker's own command line, then Podman's places.</summary>
/// <param name="environment">Reads an environment variable; null when it is not set.</param>
/// <param name="home">The user's home folder.</param>
/// <param name="exists">Whether a socket file exists.</param>
/// <param name="isWindows">Whether named pipes are used.</param>
internal sealed class DockerEndpoints(Func<string, string?> environment, string home, Func<string, bool> exists, bool isWindows)
{
    public static DockerEndpoints OfThisMachine { get; } = new(
        Environment.GetEnvironmentVariable,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        Path.Exists,
        OperatingSystem.IsWindows());

    /// <summary>Candidates in order. An address that the user gave (argument, DOCKER_HOST, context) is the only one.</summary>
    /// <exception cref="InvalidDataException">A context is named that does not exist or cannot be read.</exception>
    public IReadOnlyList<DockerEndpoint> List(string? given)
    {
        if (!string.IsNullOrWhiteSpace(given))
        {
            return [WithTls(given, "the given address")];
        }

        if (environment("DOCKER_HOST") is { Length: > 0 } host)
        {
            return [WithTls(host, "DOCKER_HOST")];
        }

        var context = environment("DOCKER_CONTEXT") is { Length: > 0 } named ? named : CurrentContext();
        if (context is { Length: > 0 } and not "default")
        {
            return [OfContext(context)];
        }

        return isWindows ? WindowsDefaults() : UnixDefaults();
    }

    private static IReadOnlyList<DockerEndpoint> WindowsDefaults() =>
    [
        new("npipe://./pipe/docker_engine", "Docker's default pipe"),
        new("npipe://./pipe/podman-machine-default", "Podman's default pipe"),
    ];

    private List<DockerEndpoint> UnixDefaults()
    {
        var endpoints = new List<DockerEndpoint>();
        if (environment("CONTAINER_HOST") is { Length: > 0 } podman)
        {
            endpoints.Add(new(podman, "CONTAINER_HOST"));
        }

        var runtime = environment("XDG_RUNTIME_DIR");
        (string? Path, string Source)[] sockets =
        [
            ("/var/run/docker.sock", "Docker's default socket"),
            (Below(runtime, "docker.sock"), "rootless Docker"),
            (Below(home, ".docker/run/docker.sock"), "Docker Desktop"),
            (Below(home, ".docker/desktop/docker.sock"), "Docker Desktop"),
            (Below(home, ".colima/default/docker.sock"), "Colima"),
            (Below(home, ".rd/docker.sock"), "Rancher Desktop"),
            (Below(home, ".orbstack/run/docker.sock"), "OrbStack"),
            (Below(runtime, "podman/podman.sock"), "rootless Podman"),
            ("/run/podman/podman.sock", "Podman"),
        ];
        endpoints.AddRange(sockets
            .Where(socket => socket.Path is not null && exists(socket.Path))
            .Select(socket => new DockerEndpoint("unix://" + socket.Path, socket.Source)));
        return endpoints;
    }

    private static string? Below(string? folder, string name) => string.IsNullOrEmpty(folder) ? null : $"{folder.TrimEnd('/')}/{name}";

    private string ConfigFolder => environment("DOCKER_CONFIG") is { Length: > 0 } folder ? folder : Path.Combine(home, ".docker");

    private string? CurrentContext()
    {
        var file = Path.Combine(ConfigFolder, "config.json");
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            using var config = JsonDocument.Parse(File.ReadAllBytes(file));
            return config.RootElement.TryGetProperty("currentContext", out var name) ? name.GetString() : null;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            // Docker's own command line warns and goes on with the default, too.
            return null;
        }
    }

    /// <summary>An address over the network is asked with TLS when the variables of Docker's command line say so.</summary>
    private DockerEndpoint WithTls(string address, string source)
    {
        var isVerified = environment("DOCKER_TLS_VERIFY") is { Length: > 0 };
        if (!IsNetwork(address) || !(isVerified || environment("DOCKER_TLS") is { Length: > 0 }))
        {
            return new(address, source);
        }

        var folder = environment("DOCKER_CERT_PATH") is { Length: > 0 } named ? named : ConfigFolder;
        return new(address, source)
        {
            Tls = new DockerTls(folder, isVerified, "set DOCKER_CERT_PATH to the folder of the engine's ca.pem and of your cert.pem and key.pem, or unset DOCKER_TLS_VERIFY and DOCKER_TLS"),
        };
    }

    private static bool IsNetwork(string address) =>
        address.StartsWith("tcp://", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Contexts lie in a folder named after the SHA-256 of their name, their certificates in another of the same name.</summary>
    private DockerEndpoint OfContext(string context)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context)));
        var file = Path.Combine(ConfigFolder, "contexts", "meta", hash, "meta.json");
        try
        {
            using var meta = JsonDocument.Parse(File.ReadAllBytes(file));
            var docker = meta.RootElement.GetProperty("Endpoints").GetProperty("docker");
            var address = docker.GetProperty("Host").GetString()!;
            var isVerified = !docker.TryGetProperty("SkipTLSVerify", out var skips) || skips.ValueKind != JsonValueKind.True;
            var folder = Path.Combine(ConfigFolder, "contexts", "tls", hash, "docker");
            return new(address, $"context {context}")
            {
                Tls = IsNetwork(address) && (Directory.Exists(folder) || !isVerified)
                    ? new DockerTls(folder, isVerified, $"look at `docker context inspect {context}`, or make the context again with its ca, cert and key")
                    : null,
            };
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException($"Docker context '{context}' cannot be read from {file}: {error.Message}", error);
        }
    }
}
