using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Eval.Models.Caching;

/// <summary>Answers on their way to the cache's file. Their bytes lie in a few large arrays that are used again, so that thousands a second leave nothing behind for the garbage collector. Not thread-safe.</summary>
internal sealed class CacheBatch
{
    // Below the size from which arrays live in a heap of their own.
    private const int ChunkLength = 32 * 1024;
    private const int MostChunksKept = 64;

    private readonly List<Row> _rows = [];
    private readonly Dictionary<UInt128, int> _places = [];
    private readonly List<byte[]> _chunks = [];
    private int _chunk;
    private int _used;

    public int Count => _rows.Count;

    /// <summary>First half of a key, which is enough to tell keys apart.</summary>
    public static UInt128 Start(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadUInt128BigEndian(key);

    /// <summary>Takes a copy of an answer.</summary>
    public void Add(ReadOnlySpan<byte> key, string model, ReadOnlySpan<byte> answer)
    {
        var place = Room(key.Length + answer.Length);
        key.CopyTo(place.AsSpan());
        answer.CopyTo(place.AsSpan(key.Length));
        _places[Start(key)] = _rows.Count;
        _rows.Add(new Row(model, place, key.Length));
    }

    /// <summary>The newest answer under a key; empty when there is none.</summary>
    public ReadOnlySpan<byte> Find(UInt128 start) => _places.TryGetValue(start, out var place) ? _rows[place].Answer : [];

    public Row this[int index] => _rows[index];

    /// <summary>Empties the batch; its room is kept for the next answers.</summary>
    public void Clear()
    {
        _rows.Clear();
        _places.Clear();
        (_chunk, _used) = (0, 0);
        if (_chunks.Count > MostChunksKept)
        {
            _chunks.RemoveRange(MostChunksKept, _chunks.Count - MostChunksKept);
        }
    }

    private ArraySegment<byte> Room(int length)
    {
        if (length > ChunkLength)
        {
            return new byte[length];
        }

        if (_used + length > ChunkLength)
        {
            (_chunk, _used) = (_chunk + 1, 0);
        }

        if (_chunk == _chunks.Count)
        {
            _chunks.Add(new byte[ChunkLength]);
        }

        _used += length;
        return new ArraySegment<byte>(_chunks[_chunk], _used - length, length);
    }

    /// <summary>One answer, its key before it.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Row(string Model, ArraySegment<byte> Bytes, int KeyLength)
    {
        public ReadOnlySpan<byte> Key => Bytes.AsSpan(0, KeyLength);

        public ReadOnlySpan<byte> Answer => Bytes.AsSpan(KeyLength);
    }
}
