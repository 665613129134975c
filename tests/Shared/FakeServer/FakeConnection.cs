using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;

namespace Eval.Testing.FakeServer;

/// <summary>One HTTP/1.1 connection: requests in, answers out, kept alive until a fault or the client ends it.</summary>
internal sealed class FakeConnection(Socket socket, Func<FakeRequest, FakeConnection, CancellationToken, Task<bool>> answer) : IDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);

    public void Dispose() => _stream.Dispose();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        socket.NoDelay = true;
        var reader = PipeReader.Create(_stream);
        while (await ReadRequestAsync(reader, cancellationToken) is { } request)
        {
            if (!await answer(request, this, cancellationToken))
            {
                // Linger 0: the client sees a reset, not a polite end.
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
                break;
            }
        }
    }

    /// <summary>Sends an answer.</summary>
    /// <param name="status">Status and reason, e.g. <c>200 OK</c>.</param>
    /// <param name="headers">Further headers, each with its line end; may be empty.</param>
    /// <param name="body">JSON.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task SendAsync(string status, string headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n{headers}Content-Length: {body.Length}\r\n\r\n");
        var length = Encoding.ASCII.GetByteCount(head);
        var buffer = ArrayPool<byte>.Shared.Rent(length + body.Length);
        Encoding.ASCII.GetBytes(head, buffer);
        body.CopyTo(buffer.AsMemory(length));
        await _stream.WriteAsync(buffer.AsMemory(0, length + body.Length), cancellationToken);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Sends the beginning of an answer that will never end.</summary>
    public async Task SendPartAsync(int announced, ReadOnlyMemory<byte> part, CancellationToken cancellationToken)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {announced}\r\n\r\n");
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
        await _stream.WriteAsync(part, cancellationToken);
    }

    private static async Task<FakeRequest?> ReadRequestAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            if (TryRead(result.Buffer, out var request, out var consumed))
            {
                reader.AdvanceTo(consumed);
                return request;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
            {
                return null;
            }
        }
    }

    private static bool TryRead(ReadOnlySequence<byte> buffer, out FakeRequest? request, out SequencePosition consumed)
    {
        request = null;
        consumed = buffer.Start;
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryReadTo(out ReadOnlySequence<byte> head, "\r\n\r\n"u8))
        {
            return false;
        }

        var lines = Encoding.ASCII.GetString(head).Split("\r\n");
        var length = int.Parse(Header(lines, "Content-Length:") ?? "0", CultureInfo.InvariantCulture);
        if (reader.Remaining < length)
        {
            return false;
        }

        var start = lines[0].Split(' ');
        request = new FakeRequest(start[0], start[1].Split('?')[0], Header(lines, "Authorization:"), reader.UnreadSequence.Slice(0, length).ToArray());
        consumed = reader.UnreadSequence.GetPosition(length);
        return true;
    }

    private static string? Header(string[] lines, string name) =>
        Array.Find(lines, line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase))?[name.Length..].Trim();
}
