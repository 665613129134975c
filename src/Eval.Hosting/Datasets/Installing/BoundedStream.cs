using System.Globalization;

namespace Eval.Hosting.Datasets.Installing;

/// <summary>Reads from another stream until the allowance shared by all streams of an archive is used up.</summary>
/// <param name="inner">Read from, and disposed with this.</param>
/// <param name="allowance">Counts down the bytes that may still come out.</param>
internal sealed class BoundedStream(Stream inner, BoundedStream.Allowance allowance) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => allowance.Take(inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        allowance.Take(await inner.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Bytes that may still be read.</summary>
    internal sealed class Allowance
    {
        private readonly long _all;
        private long _left;

        public Allowance(long bytes)
        {
            _all = bytes;
            _left = bytes;
        }

        /// <exception cref="InvalidDataException">More came out than is allowed.</exception>
        public int Take(int read)
        {
            _left -= read;
            return _left >= 0
                ? read
                : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"it unpacks to more than {_all:#,0} bytes, which no data set here does"));
        }
    }
}
