using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Eval.Testing;

/// <summary>An HTTP server on the loopback address whose answers a test decides, down to the byte the connection breaks at. It serves proxy requests as well.</summary>
public sealed class FileServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, FileReply> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<FileReply>> _next = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<FileRequest> _requests = new();
    private readonly Task _accepting;

    public FileServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Every request so far, in order.</summary>
    public IReadOnlyList<FileRequest> Requests => [.. _requests];

    /// <summary>Called before an answer is sent.</summary>
    public Action<FileRequest>? Asked { get; set; }

    public Uri At(string path) => new(Address, path);

    /// <summary>Serves a file, with ranges, under a path; returns its address.</summary>
    public Uri Serve(string path, byte[] content, string? tag = "\"1\"")
    {
        _files[path] = new FileReply { Body = content, Tag = tag };
        return At(path);
    }

    /// <summary>Answers the next request of a path in another way; several are used up in order.</summary>
    public void Next(string path, FileReply reply) => _next.GetOrAdd(path, _ => []).Enqueue(reply);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }

        await Task.WhenAll(open);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (await ReadRequestAsync(stream) is { } request)
                {
                    _requests.Enqueue(request);
                    Asked?.Invoke(request);
                    await SendAsync(stream, request);
                    client.Client.Shutdown(SocketShutdown.Send);
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // The other side hung up, which tests do on purpose.
            }
        }
    }

    private async Task<FileRequest?> ReadRequestAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        if (await reader.ReadLineAsync(_stop.Token) is not { Length: > 0 } first)
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        var target = first.Split(' ')[1];
        return new FileRequest(target.StartsWith('/') ? target : new Uri(target).PathAndQuery, target, headers);
    }

    private async Task SendAsync(NetworkStream stream, FileRequest request)
    {
        var reply = _next.TryGetValue(request.Path, out var queue) && queue.TryDequeue(out var special) ? special
            : _files.GetValueOrDefault(request.Path) ?? new FileReply { Status = 404 };
        var (status, from) = Range(request, reply);
        var body = reply.Body.AsMemory(from);
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Test\r\nConnection: close\r\n"));
        if (reply.SaysLength)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        }

        if (reply.Tag is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"ETag: {reply.Tag}\r\n");
        }

        if (status == 206)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Range: bytes {from + reply.RangeShift}-{reply.Body.Length - 1}/{reply.Body.Length}\r\n");
        }

        foreach (var (name, value) in reply.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), _stop.Token);
        await stream.WriteAsync(reply.CutAfter is { } cut ? body[..Math.Min(cut, body.Length)] : body, _stop.Token);
        await stream.FlushAsync(_stop.Token);
        if (reply.Hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
        }
    }

    private static (int Status, int From) Range(FileRequest request, FileReply reply)
    {
        var wanted = request.Header("Range");
        if (reply.Status != 200 || !reply.TakesRanges || wanted is null || (request.Header("If-Range") is { } tag && tag != reply.Tag))
        {
            return (reply.Status, 0);
        }

        var from = int.Parse(wanted["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
        return from < reply.Body.Length ? (206, from) : (416, reply.Body.Length);
    }
}
