using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Docker.DotNet.Handler.Abstractions;
using Eval.Core.Scoring;

namespace Eval.Sandbox.Docker;

/// <summary>The certificates of a <see cref="DockerTls"/>, loaded: who we are, and whom we trust. Nobody else's authority counts.</summary>
internal sealed class DockerTlsFiles : IAuthProvider, IDisposable
{
    private readonly X509Certificate2Collection _authorities = [];
    private readonly X509Certificate2? _client;
    private readonly bool _verifiesServer;

    private DockerTlsFiles(DockerTls tls, string engine)
    {
        _verifiesServer = tls.VerifiesServer;
        if (tls.VerifiesServer)
        {
            Load(tls, engine, "ca.pem", file => _authorities.ImportFromPemFile(file));
        }

        // An engine may ask for no client certificate; half of one is a mistake.
        if (File.Exists(Path.Combine(tls.Folder, "cert.pem")) || File.Exists(Path.Combine(tls.Folder, "key.pem")))
        {
            X509Certificate2? client = null;
            Load(tls, engine, "key.pem", _ => { });
            Load(tls, engine, "cert.pem", file => client = Read(file, Path.Combine(tls.Folder, "key.pem")));
            _client = client;
        }
    }

    public bool TlsEnabled => true;

    /// <param name="tls">Where the files lie.</param>
    /// <param name="engine">The engine's address and where it comes from, for messages.</param>
    /// <exception cref="SandboxUnavailableException">A file is missing or cannot be read; the message names it.</exception>
    public static DockerTlsFiles Read(DockerTls tls, string engine) => new(tls, engine);

    public HttpMessageHandler ConfigureHandler(HttpMessageHandler handler)
    {
        var sockets = (SocketsHttpHandler)handler;
        sockets.SslOptions = new SslClientAuthenticationOptions
        {
            ClientCertificates = _client is null ? null : [_client],
            LocalCertificateSelectionCallback = _client is null ? null : (_, _, _, _, _) => _client,
        };
        if (_verifiesServer)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(_authorities);
            sockets.SslOptions.CertificateChainPolicy = policy;
        }
        else
        {
            // What the user asked for: DOCKER_TLS without DOCKER_TLS_VERIFY, or a context made with skip-tls-verify.
#pragma warning disable CA5359
            sockets.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return handler;
    }

    public void Dispose()
    {
        _client?.Dispose();
        foreach (var authority in _authorities)
        {
            authority.Dispose();
        }
    }

    private static void Load(DockerTls tls, string engine, string name, Action<string> read)
    {
        var file = Path.Combine(tls.Folder, name);
        if (!File.Exists(file))
        {
            throw new SandboxUnavailableException($"The container engine at {engine} is to be asked with TLS, and {file} is missing.", tls.Fix);
        }

        try
        {
            read(file);
        }
        catch (Exception error) when (error is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SandboxUnavailableException($"The container engine at {engine} is to be asked with TLS, and {file} cannot be used: {error.Message}", tls.Fix, error);
        }
    }

    private static X509Certificate2 Read(string certificate, string key)
    {
        using var read = X509Certificate2.CreateFromPemFile(certificate, key);
        // Windows cannot use a key that lies in memory only; a round trip through PKCS #12 gives one that it can.
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
    }
}
