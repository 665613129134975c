using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Eval.Testing;

/// <summary>Accepts TLS connections on the loopback interface, asks each for a client certificate, and hands it to a test.</summary>
public sealed class TlsListener : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly Func<Stream, Task> _serve;

    public TlsListener(X509Certificate2 certificate, Func<Stream, Task> serve)
    {
        _certificate = certificate;
        _serve = serve;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>As in DOCKER_HOST.</summary>
    public string Address => $"tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Subject of each client's certificate; empty for one that showed none.</summary>
    public ConcurrentQueue<string> Clients { get; } = new();

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using var connection = client;
            await using var stream = new SslStream(client.GetStream());
#pragma warning disable CA5359 // What the client shows is looked at by the test.
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificate = _certificate,
                ClientCertificateRequired = true,
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
            });
#pragma warning restore CA5359
            Clients.Enqueue(stream.RemoteCertificate?.Subject ?? "");
            await _serve(stream);
        }
        catch (Exception error) when (error is IOException or AuthenticationException or SocketException or ObjectDisposedException)
        {
            // The client does not trust us, or went away.
        }
    }
}
