using System.Net.Sockets;

namespace Eval.IntegrationTests.Sandbox;

/// <summary>A Unix socket in front of an engine's, which can be cut as if the engine had been stopped, or frozen as if it hung.</summary>
internal sealed class SocketProxy : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<Socket> _open = [];
    private readonly string _target;
    private readonly TaskCompletionSource _thaw = new();
    private bool _isCut;
    private volatile bool _isFrozen;

    public SocketProxy(string path, string target)
    {
        _target = target;
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _ = AcceptAsync();
    }

    /// <summary>Closes every connection and accepts no more.</summary>
    public void Cut()
    {
        lock (_open)
        {
            _isCut = true;
            _listener.Dispose();
            _open.ForEach(socket => socket.Dispose());
        }
    }

    /// <summary>Every connection stays open and nothing comes through any more; new ones are accepted and not answered.</summary>
    public void Freeze() => _isFrozen = true;

    public void Dispose()
    {
        Cut();
        _thaw.TrySetResult();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptAsync();
                var server = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await server.ConnectAsync(new UnixDomainSocketEndPoint(_target));
                lock (_open)
                {
                    _open.AddRange([client, server]);
                    if (_isCut)
                    {
                        client.Dispose();
                        server.Dispose();
                        return;
                    }
                }

                _ = CopyAsync(client, server);
                _ = CopyAsync(server, client);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[65536];
        try
        {
            while (await from.ReceiveAsync(buffer) is var count and > 0)
            {
                if (_isFrozen)
                {
                    await _thaw.Task;
                }

                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Either end is gone.
        }
    }
}
