namespace Eval.Models;

/// <summary>Random numbers that depend on nothing but seed, sample and repeat: the same on 1 worker or 64, on any machine (SplitMix64 over an FNV-1a hash).</summary>
internal struct StableRandom
{
    private ulong _state;

    public StableRandom(long seed, string sampleId, int repeat)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in sampleId)
        {
            hash = (hash ^ character) * 1099511628211UL;
        }

        _state = Mix(hash ^ Mix((ulong)seed) ^ Mix((ulong)(uint)repeat + 0x51ED270B));
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble()
    {
        _state += 0x9E3779B97F4A7C15UL;
        return (Mix(_state) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Uniform from 0 to <paramref name="count"/> − 1.</summary>
    public int Next(int count) => (int)(NextDouble() * count);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
