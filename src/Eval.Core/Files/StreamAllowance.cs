namespace Eval.Core.Files;

/// <summary>Bytes that may still be read from one or several <see cref="BoundedStream"/>s.</summary>
/// <param name="bytes">How many.</param>
/// <param name="problem">What to say of a stream that holds more.</param>
public sealed class StreamAllowance(long bytes, string problem)
{
    private long _left = bytes;

    /// <exception cref="InvalidDataException">More came out than is allowed.</exception>
    internal int Take(int read)
    {
        _left -= read;
        return _left >= 0 ? read : throw new InvalidDataException(problem);
    }
}
