namespace Eval.Benchmarks.Gsm8k;

/// <summary>CPython's <c>random.Random(seed)</c>, as far as <c>sample</c> needs it: MT19937 seeded by <c>init_by_array</c>, <c>getrandbits</c> and <c>_randbelow</c> (Lib/random.py, Modules/_randommodule.c).</summary>
internal sealed class PythonRandom
{
    private const int Size = 624;
    private const int Shift = 397;

    private readonly uint[] _state = new uint[Size];
    private int _next = Size;

    public PythonRandom(uint seed)
    {
        Initialize(19650218);
        var i = 1;
        for (var k = Size; k > 0; k--)
        {
            _state[i] = (_state[i] ^ ((_state[i - 1] ^ (_state[i - 1] >> 30)) * 1664525)) + seed;
            i = NextIndex(i);
        }

        for (var k = Size - 1; k > 0; k--)
        {
            _state[i] = (_state[i] ^ ((_state[i - 1] ^ (_state[i - 1] >> 30)) * 1566083941)) - (uint)i;
            i = NextIndex(i);
        }

        _state[0] = 0x80000000;
    }

    /// <summary><c>sample(range(population), count)</c>.</summary>
    public int[] Sample(int population, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, population);
        var setSize = 21;
        if (count > 5)
        {
            setSize += (int)Math.Pow(4, Math.Ceiling(Math.Log(count * 3, 4)));
        }

        return population <= setSize ? SampleFromPool(population, count) : SampleFromSet(population, count);
    }

    private int[] SampleFromPool(int population, int count)
    {
        var pool = Enumerable.Range(0, population).ToArray();
        var result = new int[count];
        for (var i = 0; i < count; i++)
        {
            var j = Below(population - i);
            result[i] = pool[j];
            pool[j] = pool[population - i - 1];
        }

        return result;
    }

    private int[] SampleFromSet(int population, int count)
    {
        var selected = new HashSet<int>();
        var result = new int[count];
        for (var i = 0; i < count; i++)
        {
            var j = Below(population);
            while (!selected.Add(j))
            {
                j = Below(population);
            }

            result[i] = j;
        }

        return result;
    }

    private int Below(int limit)
    {
        var bits = 32 - int.LeadingZeroCount(limit);
        var value = NextUInt32() >> (32 - bits);
        while (value >= limit)
        {
            value = NextUInt32() >> (32 - bits);
        }

        return (int)value;
    }

    private void Initialize(uint seed)
    {
        _state[0] = seed;
        for (var i = 1; i < Size; i++)
        {
            _state[i] = (1812433253 * (_state[i - 1] ^ (_state[i - 1] >> 30))) + (uint)i;
        }
    }

    private int NextIndex(int i)
    {
        if (i + 1 < Size)
        {
            return i + 1;
        }

        _state[0] = _state[Size - 1];
        return 1;
    }

    private uint NextUInt32()
    {
        if (_next == Size)
        {
            Generate();
        }

        var value = _state[_next++];
        value ^= value >> 11;
        value ^= (value << 7) & 0x9d2c5680;
        value ^= (value << 15) & 0xefc60000;
        return value ^ (value >> 18);
    }

    private void Generate()
    {
        for (var i = 0; i < Size; i++)
        {
            var mixed = (_state[i] & 0x80000000) | (_state[(i + 1) % Size] & 0x7fffffff);
            _state[i] = _state[(i + Shift) % Size] ^ (mixed >> 1) ^ ((mixed & 1) == 0 ? 0 : 0x9908b0df);
        }

        _next = 0;
    }
}
