using System.Buffers.Binary;

namespace Eval.Sandbox.Wasm;

/// <summary>Takes apart what an instance writes to fd 1: a kind, a 4-byte length, the bytes. Nothing is kept but the verdict and a tail.</summary>
/// <param name="peer">Where messages go; null where there is no other instance.</param>
/// <param name="mayJudge">Whether a verdict is taken from this instance.</param>
/// <param name="limits">The instance's limits, asked while the peer's pipe is full.</param>
internal sealed class GuestOutput(BytePipe? peer, bool mayJudge, GuestLimits limits)
{
    private const int HeaderLength = 5;
    private const int MaxFrame = 33 << 20;
    private const int MaxVerdict = 4096;

    private readonly byte[] _header = new byte[HeaderLength];
    private readonly List<byte> _verdict = [];
    private int _headerFilled;
    private int _left;

    public OutputTail Stdout { get; } = new();

    /// <summary>Nonce, letter and message, once a whole verdict came.</summary>
    public byte[]? Verdict { get; private set; }

    /// <exception cref="GuestStoppedException">The bytes are not frames, or too many.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_headerFilled < HeaderLength)
            {
                _header[_headerFilled++] = bytes[0];
                bytes = bytes[1..];
                if (_headerFilled == HeaderLength)
                {
                    Begin();
                }

                continue;
            }

            var part = bytes[..Math.Min(bytes.Length, _left)];
            bytes = bytes[part.Length..];
            _left -= part.Length;
            Take(part);
            if (_left == 0)
            {
                End();
            }
        }
    }

    private void Begin()
    {
        _left = BinaryPrimitives.ReadInt32BigEndian(_header.AsSpan(1));
        var allowed = _header[0] switch
        {
            (byte)'m' => peer is null ? -1 : MaxFrame,
            (byte)'o' => MaxFrame,
            (byte)'v' => mayJudge && Verdict is null ? MaxVerdict : -1,
            _ => -1,
        };
        if (_left < 0 || _left > allowed)
        {
            throw new GuestStoppedException(GuestEnd.Garbled);
        }

        if (_header[0] == 'm')
        {
            peer!.Write(_header.AsSpan(1), limits);
        }

        if (_left == 0)
        {
            End();
        }
    }

    private void Take(ReadOnlySpan<byte> part)
    {
        switch (_header[0])
        {
            case (byte)'m':
                peer!.Write(part, limits);
                break;
            case (byte)'o':
                Stdout.Add(part);
                break;
            default:
                _verdict.AddRange(part);
                break;
        }
    }

    private void End()
    {
        _headerFilled = 0;
        if (_header[0] == 'v')
        {
            Verdict = [.. _verdict];
        }
    }
}
