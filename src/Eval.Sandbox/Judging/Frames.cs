using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Eval.Core.Scoring;

namespace Eval.Sandbox.Judging;

/// <summary>Writes requests and reads replies: a 4-byte big-endian length, a JSON header, then the bytes that the header announces.</summary>
internal static class Frames
{
    /// <summary>Largest header or part that a reply may announce, in bytes: a container that says more is broken.</summary>
    private const int MaxPart = 1 << 20;

    public static byte[] Write(SandboxRequest request, JudgingMode mode, long id)
    {
        var program = Encoding.UTF8.GetBytes(request.Program);
        var job = Job(request);
        var header = JsonSerializer.SerializeToUtf8Bytes(
            new RequestHeader
            {
                Id = id,
                Mode = mode == JudgingMode.Split ? "split" : "one",
                Cpu = request.CpuLimit.TotalSeconds,
                Wall = request.WallLimit.TotalSeconds,
                Program = program.Length,
                Job = job.Length,
            },
            JudgingJson.Default.RequestHeader);
        var frame = new byte[4 + header.Length + program.Length + job.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, header.Length);
        header.CopyTo(frame, 4);
        program.CopyTo(frame, 4 + header.Length);
        job.CopyTo(frame, 4 + header.Length + program.Length);
        return frame;
    }

    public static byte[] Job(SandboxRequest request) => JsonSerializer.SerializeToUtf8Bytes(
        new JudgeJob
        {
            Prelude = request.Prelude,
            Exports = request.Exports,
            Tests = request.Tests,
            Invocation = request.Invocation,
            Objects = request.AllowObjects,
        },
        JudgingJson.Default.JudgeJob);

    /// <summary>Reads one reply.</summary>
    /// <param name="fill">Fills a buffer from the stream, or throws <see cref="EndOfStreamException"/>.</param>
    /// <param name="cancellationToken">Stops the wait; the stream is of no use afterwards.</param>
    /// <exception cref="EndOfStreamException">The stream ended.</exception>
    /// <exception cref="InvalidDataException">What arrived is not a reply.</exception>
    public static async Task<JudgeReply> ReadAsync(Func<Memory<byte>, CancellationToken, Task> fill, CancellationToken cancellationToken)
    {
        var length = new byte[4];
        await fill(length, cancellationToken);
        var body = await ReadPartAsync(fill, BinaryPrimitives.ReadInt32BigEndian(length), cancellationToken);
        ReplyHeader header;
        try
        {
            header = JsonSerializer.Deserialize(body, JudgingJson.Default.ReplyHeader) ?? throw new InvalidDataException("The reply is empty.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException("The reply is not JSON.", error);
        }

        var parts = new string[3];
        for (var part = 0; part < parts.Length; part++)
        {
            var bytes = part < header.Sizes.Count ? await ReadPartAsync(fill, header.Sizes[part], cancellationToken) : [];
            parts[part] = Encoding.UTF8.GetString(bytes);
        }

        return new JudgeReply(header, parts[0], parts[1], parts[2]);
    }

    private static async Task<byte[]> ReadPartAsync(Func<Memory<byte>, CancellationToken, Task> fill, int length, CancellationToken cancellationToken)
    {
        if (length is < 0 or > MaxPart)
        {
            throw new InvalidDataException($"The reply announces {length} bytes.");
        }

        var bytes = new byte[length];
        if (length > 0)
        {
            await fill(bytes, cancellationToken);
        }

        return bytes;
    }
}
