using Eval.Core.Models.Local;

namespace Eval.Models.Onnx.Engine;

/// <summary>Keeps what the model has read of a few texts, so that a text with the same beginning need not be read again. Used by one thread.</summary>
internal sealed class PrefixCache(DecoderSession session, int capacity) : IDisposable
{
    /// <summary>A shorter common beginning is not worth a copy.</summary>
    public const int ShortestReuse = 8;

    // The most recently used last.
    private readonly List<DecoderState> _entries = [];

    public bool IsOn => capacity > 0 && session.Signature.HasCache;

    /// <summary>The longest beginning of a text that is kept, in tokens.</summary>
    public int Longest(IReadOnlyList<int> tokens) => Find(tokens).Length;

    /// <summary>A state that has read the first <paramref name="length"/> tokens; the cache keeps owning it, so it is valid until the next call.</summary>
    /// <remarks>An entry that is at least half used is shortened for good: what the neighbours share is what the next one will ask for.</remarks>
    public (DecoderState State, bool IsOwnedByCache) Take(IReadOnlyList<int> tokens, int length)
    {
        var (index, found) = Find(tokens);
        if (length < ShortestReuse || found < length)
        {
            return (session.Start(1), false);
        }

        var entry = _entries[index];
        _entries.RemoveAt(index);
        if (entry.Columns > length)
        {
            var cut = session.Slice(entry, length);
            if (length * 2 < entry.Columns)
            {
                _entries.Add(entry);
                return (cut, false);
            }

            entry.Dispose();
            entry = cut;
        }

        _entries.Add(entry);
        return (entry, true);
    }

    /// <summary>Keeps a state of one row; the cache owns it from now on.</summary>
    public void Keep(DecoderState state)
    {
        _entries.Add(state);
        while (_entries.Count > capacity)
        {
            _entries[0].Dispose();
            _entries.RemoveAt(0);
        }
    }

    public void Dispose() => _entries.ForEach(entry => entry.Dispose());

    private (int Index, int Length) Find(IReadOnlyList<int> tokens)
    {
        var best = (Index: -1, Length: 0);
        for (var i = 0; IsOn && i < _entries.Count; i++)
        {
            var length = ContinuationEncoder.CommonPrefix(_entries[i].Rows[0], tokens);
            if (length > best.Length)
            {
                best = (i, length);
            }
        }

        return best;
    }
}
