using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Eval.Testing.FakeServer;

namespace Eval.IntegrationTests.Cli;

/// <summary>A server on the loopback address that remembers every request and answers as told.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<FakeRequest> _requests = [];
    private readonly Func<FakeRequest, (string Status, byte[] Body)> _answer;
    private readonly Task _accepting;

    private LoopbackServer(Func<FakeRequest, (string Status, byte[] Body)> answer)
    {
        _answer = answer;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(128);
        Root = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}");
        _accepting = AcceptAsync();
    }

    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string Root { get; }

    /// <summary>What has come in so far.</summary>
    public IReadOnlyList<FakeRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public static LoopbackServer Start(Func<FakeRequest, (string Status, byte[] Body)> answer) => new(answer);

    /// <summary>An address on which nobody listens.</summary>
    public static string Unreachable()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptAsync(_stop.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The server was stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var connection = new FakeConnection(socket, AnswerAsync);
        try
        {
            await connection.RunAsync(_stop.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The client went away, or the server was stopped.
        }
    }

    private async Task<bool> AnswerAsync(FakeRequest request, FakeConnection connection, CancellationToken cancellationToken)
    {
        lock (_requests)
        {
            _requests.Add(request);
        }

        var (status, body) = _answer(request);
        await connection.SendAsync(status, "", body, cancellationToken);
        return true;
    }
}
