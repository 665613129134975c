namespace Eval.Models.Baselines;

/// <summary>Counts of n-grams of one order, sorted so that everything that followed a context lies side by side.</summary>
/// <remarks>A key is the context's tokens then the token, 21 bits each.</remarks>
internal sealed class NgramTable
{
    private readonly ulong[] _keys;
    private readonly int[] _counts;

    /// <summary>Counts the keys.</summary>
    /// <param name="keys">One per occurrence; sorted in place.</param>
    public NgramTable(ulong[] keys)
    {
        Array.Sort(keys);
        var distinct = new List<ulong>();
        var counts = new List<int>();
        foreach (var key in keys)
        {
            if (distinct.Count > 0 && distinct[^1] == key)
            {
                counts[^1]++;
            }
            else
            {
                distinct.Add(key);
                counts.Add(1);
            }
        }

        _keys = [.. distinct];
        _counts = [.. counts];
    }

    public Range All => 0.._keys.Length;

    /// <summary>Entries whose context is <paramref name="context"/>: all tokens but the last.</summary>
    public Range Successors(ulong context)
    {
        var from = LowerBound(context << NgramModel.TokenBits);
        return from..LowerBound((context + 1) << NgramModel.TokenBits);
    }

    public int Token(int entry) => (int)(_keys[entry] & NgramModel.TokenMask);

    public int Count(int entry) => _counts[entry];

    /// <summary>Occurrences of the key; 0 when never seen.</summary>
    public int CountOf(ulong key)
    {
        var entry = Array.BinarySearch(_keys, key);
        return entry < 0 ? 0 : _counts[entry];
    }

    private int LowerBound(ulong key)
    {
        var entry = Array.BinarySearch(_keys, key);
        return entry < 0 ? ~entry : entry;
    }
}
