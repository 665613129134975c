using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Eval.Models.Onnx.Tokenization;

/// <summary>Byte-pair merging in rank order with byte fallback, unknown fusing and whole-word look-up: the parts of BPE that Microsoft.ML.Tokenizers does not have.</summary>
internal sealed class MergeEncoder : IWordEncoder
{
    private const int LongestCachedWord = 24;
    private const int MostCachedWords = 100_000;

    private readonly MergeTable _table;
    private readonly Dictionary<(int Left, int Right), (int Rank, int Id)> _merges;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _vocabulary;
    private readonly int[] _bytes;
    private readonly int? _unknown;
    private readonly ConcurrentDictionary<string, int[]> _cache = new(StringComparer.Ordinal);

    public MergeEncoder(MergeTable table)
    {
        _table = table;
        var vocabulary = new Dictionary<string, int>(table.Vocabulary, StringComparer.Ordinal);
        _vocabulary = vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        _unknown = table.UnknownToken is { } unknown && vocabulary.TryGetValue(unknown, out var id) ? id : null;
        _bytes = [.. Enumerable.Range(0, 256).Select(value => vocabulary.GetValueOrDefault(ByteToken(value), -1))];
        _merges = new Dictionary<(int, int), (int, int)>(table.Merges.Count);
        for (var rank = 0; rank < table.Merges.Count; rank++)
        {
            var (left, right) = table.Merges[rank];
            if (vocabulary.TryGetValue(left, out var leftId) && vocabulary.TryGetValue(right, out var rightId)
                && vocabulary.TryGetValue(left + right, out var merged))
            {
                _merges.TryAdd((leftId, rightId), (rank, merged));
            }
        }
    }

    public static string ByteToken(int value) => string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>");

    public void Encode(ReadOnlySpan<char> word, List<int> ids)
    {
        if (word.Length > LongestCachedWord)
        {
            ids.AddRange(Merge(word));
            return;
        }

        var lookup = _cache.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(word, out var known))
        {
            known = Merge(word);
            if (_cache.Count < MostCachedWords)
            {
                lookup[word] = known;
            }
        }

        ids.AddRange(known);
    }

    private int[] Merge(ReadOnlySpan<char> word)
    {
        if (_table.IgnoreMerges && _vocabulary.TryGetValue(word, out var whole))
        {
            return [whole];
        }

        var symbols = Split(word);
        var queue = new PriorityQueue<(int Position, int Id), (int Rank, int Position)>();
        for (var i = 0; i + 1 < symbols.Count; i++)
        {
            Consider(i, i + 1);
        }

        var span = CollectionsMarshal.AsSpan(symbols);
        while (queue.TryDequeue(out var merge, out _))
        {
            ref var left = ref span[merge.Position];
            if (left.Id < 0 || left.Next < 0)
            {
                continue;
            }

            ref var right = ref span[left.Next];
            if (!_merges.TryGetValue((left.Id, right.Id), out var found) || found.Id != merge.Id)
            {
                continue;
            }

            left.Id = merge.Id;
            right.Id = -1;
            left.Next = right.Next;
            if (left.Next >= 0)
            {
                span[left.Next].Previous = merge.Position;
                Consider(merge.Position, left.Next);
            }

            if (left.Previous >= 0)
            {
                Consider(left.Previous, merge.Position);
            }
        }

        return [.. symbols.Where(symbol => symbol.Id >= 0).Select(symbol => symbol.Id)];

        void Consider(int first, int second)
        {
            if (_merges.TryGetValue((symbols[first].Id, symbols[second].Id), out var found))
            {
                queue.Enqueue((first, found.Id), (found.Rank, first));
            }
        }
    }

    private List<Symbol> Split(ReadOnlySpan<char> word)
    {
        var symbols = new List<Symbol>(word.Length);
        Span<byte> utf8 = stackalloc byte[4];
        var lastWasUnknown = false;
        for (var i = 0; i < word.Length;)
        {
            if (Rune.DecodeFromUtf16(word[i..], out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                length = 1;
            }

            var isUnknown = false;
            if (_vocabulary.TryGetValue(word.Slice(i, length), out var id))
            {
                Add(id);
            }
            else if (_table.ByteFallback && HasBytes(utf8[..rune.EncodeToUtf8(utf8)]))
            {
                foreach (var value in utf8[..rune.Utf8SequenceLength])
                {
                    Add(_bytes[value]);
                }
            }
            else if (_unknown is { } unknown)
            {
                isUnknown = true;
                if (!(lastWasUnknown && _table.FuseUnknown))
                {
                    Add(unknown);
                }
            }

            lastWasUnknown = isUnknown;
            i += length;
        }

        if (symbols.Count > 0)
        {
            CollectionsMarshal.AsSpan(symbols)[^1].Next = -1;
        }

        return symbols;

        void Add(int id) => symbols.Add(new Symbol { Id = id, Previous = symbols.Count - 1, Next = symbols.Count + 1 });
    }

    private bool HasBytes(ReadOnlySpan<byte> utf8)
    {
        foreach (var value in utf8)
        {
            if (_bytes[value] < 0)
            {
                return false;
            }
        }

        return true;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Symbol
    {
        public int Id;
        public int Previous;
        public int Next;
    }
}
