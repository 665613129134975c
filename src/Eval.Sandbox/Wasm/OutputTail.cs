using System.Text;

namespace Eval.Sandbox.Wasm;

/// <summary>The last bytes of an instance's output; the rest is counted and forgotten.</summary>
internal sealed class OutputTail
{
    private const int Kept = 8192;
    private const long Limit = 64 << 20;

    private readonly byte[] _bytes = new byte[Kept];
    private long _total;

    /// <exception cref="GuestStoppedException">It wrote more than 64 MB.</exception>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var part in bytes.Length > Kept ? bytes[^Kept..] : bytes)
        {
            _bytes[_total++ % Kept] = part;
        }

        _total += Math.Max(0, bytes.Length - Kept);
        if (_total > Limit)
        {
            throw new GuestStoppedException(GuestEnd.OutputLimit);
        }
    }

    public override string ToString()
    {
        if (_total <= Kept)
        {
            return Encoding.UTF8.GetString(_bytes, 0, (int)_total);
        }

        var split = (int)(_total % Kept);
        return Encoding.UTF8.GetString([.. _bytes[split..], .. _bytes[..split]]);
    }
}
