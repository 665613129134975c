using System.Text;

namespace Eval.Models.Onnx.Tokenization.SentencePiece;

/// <summary>The most likely segmentation of a text under a Unigram vocabulary (Viterbi), an unknown character costing 10 more than the worst piece.</summary>
internal sealed class UnigramSplitter
{
    private const double UnknownPenalty = 10;

    private readonly Dictionary<string, (int Id, double Score)>.AlternateLookup<ReadOnlySpan<char>> _pieces;
    private readonly int _longest;
    private readonly double _unknownScore;
    private readonly bool _isSinglePrecision;

    /// <param name="pieces">Ids and scores of pieces.</param>
    /// <param name="worst">Score of the worst piece.</param>
    /// <param name="isSinglePrecision">Whether sums are kept as float, as SentencePiece does; Hugging Face's tokenizers keep double.</param>
    public UnigramSplitter(Dictionary<string, (int Id, double Score)> pieces, double worst, bool isSinglePrecision)
    {
        _pieces = pieces.GetAlternateLookup<ReadOnlySpan<char>>();
        _longest = pieces.Keys.Select(piece => piece.Length).DefaultIfEmpty(0).Max();
        _unknownScore = isSinglePrecision ? (float)(worst - UnknownPenalty) : worst - UnknownPenalty;
        _isSinglePrecision = isSinglePrecision;
    }

    /// <summary>The segments of a text; the id is null for a character that is no piece.</summary>
    public List<(int Start, int Length, int? Id)> Split(ReadOnlySpan<char> text)
    {
        var best = new (double Score, int Start, int? Id)[text.Length + 1];
        Array.Fill(best, (0, -1, null));
        for (var start = 0; start < text.Length;)
        {
            var character = Rune.DecodeFromUtf16(text[start..], out _, out var consumed) == System.Buffers.OperationStatus.Done ? consumed : 1;
            var isCovered = false;
            for (var length = 1; length <= Math.Min(_longest, text.Length - start); length++)
            {
                if (_pieces.TryGetValue(text.Slice(start, length), out var piece))
                {
                    Offer(start, length, piece.Score, piece.Id);
                    isCovered |= length == character;
                }
            }

            if (!isCovered)
            {
                Offer(start, character, _unknownScore, null);
            }

            start += character;
        }

        var segments = new List<(int, int, int?)>();
        for (var end = text.Length; end > 0; end = best[end].Start)
        {
            segments.Add((best[end].Start, end - best[end].Start, best[end].Id));
        }

        segments.Reverse();
        return segments;

        void Offer(int start, int length, double score, int? id)
        {
            // SentencePiece adds floats for what is unknown and doubles for pieces: where two ways are as likely, that decides.
            var sum = best[start].Score + score;
            var candidate = _isSinglePrecision && id is null ? (float)sum : sum;
            ref var target = ref best[start + length];
            if (target.Start < 0 || candidate > target.Score)
            {
                target = (_isSinglePrecision ? (float)candidate : candidate, start, id);
            }
        }
    }
}
