using System.Numerics;

namespace Eval.Benchmarks.MultipleChoice.Extraction;

/// <summary>Length of the longest common subsequence of one pattern and many texts, 64 pattern characters at a time.</summary>
/// <remarks>The bit-parallel method of Hyyrö, "Bit-parallel LCS-length computation revisited" (2004).</remarks>
internal sealed class CommonSubsequence
{
    private readonly Dictionary<int, ulong[]> _positions = [];
    private readonly int _length;
    private readonly int _words;

    public CommonSubsequence(ReadOnlySpan<int> pattern)
    {
        _length = pattern.Length;
        _words = (pattern.Length + 63) / 64;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (!_positions.TryGetValue(pattern[i], out var bits))
            {
                bits = new ulong[_words];
                _positions.Add(pattern[i], bits);
            }

            bits[i / 64] |= 1UL << (i % 64);
        }
    }

    /// <summary>Whether the character stands in the pattern.</summary>
    public bool Contains(int character) => _positions.ContainsKey(character);

    public int Length(ReadOnlySpan<int> text)
    {
        if (_words == 0)
        {
            return 0;
        }

        Span<ulong> state = _words <= 128 ? stackalloc ulong[_words] : new ulong[_words];
        state.Fill(ulong.MaxValue);
        foreach (var character in text)
        {
            if (_positions.TryGetValue(character, out var bits))
            {
                Step(state, bits);
            }
        }

        var matched = 0;
        for (var i = 0; i < _words; i++)
        {
            var used = i == _words - 1 && _length % 64 != 0 ? (1UL << (_length % 64)) - 1 : ulong.MaxValue;
            matched += BitOperations.PopCount(~state[i] & used);
        }

        return matched;
    }

    private static void Step(Span<ulong> state, ulong[] bits)
    {
        var carry = 0UL;
        for (var i = 0; i < bits.Length; i++)
        {
            var both = state[i] & bits[i];
            var sum = state[i] + both;
            var overflow = sum < both ? 1UL : 0UL;
            sum += carry;
            overflow |= sum < carry ? 1UL : 0UL;
            state[i] = sum | (state[i] - both);
            carry = overflow;
        }
    }
}
