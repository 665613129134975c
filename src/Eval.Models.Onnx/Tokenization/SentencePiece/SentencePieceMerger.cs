using System.Runtime.InteropServices;
using System.Text;

namespace Eval.Models.Onnx.Tokenization.SentencePiece;

/// <summary>SentencePiece's BPE over a whole normalised text: of all neighbours that form a piece the best-scored merge, the leftmost of equals. Pieces marked unused are taken apart again.</summary>
internal sealed class SentencePieceMerger
{
    private readonly SentencePieceModel _model;
    private readonly Dictionary<string, int> _pieces;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly UserDefinedPieces _userDefined;

    /// <param name="model">The model.</param>
    /// <param name="pieces">Ids of normal, user-defined and unused pieces.</param>
    public SentencePieceMerger(SentencePieceModel model, Dictionary<string, int> pieces)
    {
        _model = model;
        _pieces = pieces;
        _lookup = pieces.GetAlternateLookup<ReadOnlySpan<char>>();
        _userDefined = new UserDefinedPieces(model);
    }

    /// <summary>The segments of a text; the id is null for what is no piece.</summary>
    public List<(int Start, int Length, int? Id)> Split(string text)
    {
        var symbols = Symbols(text);
        var span = CollectionsMarshal.AsSpan(symbols);
        var queue = new PriorityQueue<(int Left, int Right, int Length), (float Loss, int Left)>();
        var origins = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < symbols.Count; i++)
        {
            Consider(span, i, i + 1);
        }

        while (queue.TryDequeue(out var merge, out _))
        {
            ref var left = ref span[merge.Left];
            ref var right = ref span[merge.Right];
            if (left.Length == 0 || right.Length == 0 || left.Length + right.Length != merge.Length)
            {
                continue;
            }

            left.Length += right.Length;
            left.Next = right.Next;
            right.Length = 0;
            if (left.Next >= 0)
            {
                span[left.Next].Previous = merge.Left;
            }

            Consider(span, left.Previous, merge.Left);
            Consider(span, merge.Left, left.Next);
        }

        var segments = new List<(int, int, int?)>();
        for (var i = 0; i >= 0 && i < symbols.Count; i = symbols[i].Next)
        {
            Emit(text, symbols[i].Start, symbols[i].Length, origins, segments);
        }

        return segments;

        void Consider(Span<Symbol> all, int left, int right)
        {
            if (left < 0 || right < 0 || all[left].IsFrozen || all[right].IsFrozen)
            {
                return;
            }

            var length = all[left].Length + all[right].Length;
            var piece = text.AsSpan(all[left].Start, length);
            if (!_lookup.TryGetValue(piece, out var id))
            {
                return;
            }

            queue.Enqueue((left, right, length), (-_model.Pieces[id].Score, left));
            if (_model.Pieces[id].Kind == PieceKind.Unused)
            {
                origins[piece.ToString()] = all[left].Length;
            }
        }
    }

    private void Emit(string text, int start, int length, Dictionary<string, int> origins, List<(int, int, int?)> segments)
    {
        var piece = text.Substring(start, length);
        if (!_pieces.TryGetValue(piece, out var id))
        {
            segments.Add((start, length, null));
        }
        else if (_model.Pieces[id].Kind == PieceKind.Unused && origins.TryGetValue(piece, out var cut))
        {
            Emit(text, start, cut, origins, segments);
            Emit(text, start + cut, length - cut, origins, segments);
        }
        else
        {
            segments.Add((start, length, id));
        }
    }

    private List<Symbol> Symbols(string text)
    {
        var symbols = new List<Symbol>(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var frozen = _userDefined.LengthAt(text, i);
            var length = frozen > 0 ? frozen : Rune.TryGetRuneAt(text, i, out var rune) ? rune.Utf16SequenceLength : 1;
            symbols.Add(new Symbol { Start = i, Length = length, Previous = symbols.Count - 1, Next = symbols.Count + 1, IsFrozen = frozen > 0 });
            i += length;
        }

        if (symbols.Count > 0)
        {
            CollectionsMarshal.AsSpan(symbols)[^1].Next = -1;
        }

        return symbols;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Symbol
    {
        public int Start;
        public int Length;
        public int Previous;
        public int Next;
        public bool IsFrozen;
    }
}
