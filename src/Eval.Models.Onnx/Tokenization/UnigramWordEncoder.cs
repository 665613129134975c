using System.Text;
using Eval.Models.Onnx.Tokenization.SentencePiece;

namespace Eval.Models.Onnx.Tokenization;

/// <summary>The Unigram model of <c>tokenizer.json</c>: sums in double precision, neighbouring unknown characters as one.</summary>
internal sealed class UnigramWordEncoder : IWordEncoder
{
    private readonly UnigramSplitter _splitter;
    private readonly Dictionary<string, (int Id, double Score)>.AlternateLookup<ReadOnlySpan<char>> _pieces;
    private readonly int? _unknown;
    private readonly int[]? _bytes;

    /// <param name="pieces">Pieces in id order with their scores.</param>
    /// <param name="unknown">Id of what is unknown.</param>
    /// <param name="byteFallback">Whether an unknown character becomes its UTF-8 bytes.</param>
    public UnigramWordEncoder(IReadOnlyList<(string Text, double Score)> pieces, int? unknown, bool byteFallback)
    {
        var known = new Dictionary<string, (int Id, double Score)>(StringComparer.Ordinal);
        for (var id = 0; id < pieces.Count; id++)
        {
            known[pieces[id].Text] = (id, pieces[id].Score);
        }

        _pieces = known.GetAlternateLookup<ReadOnlySpan<char>>();
        _splitter = new UnigramSplitter(known, pieces.Min(piece => piece.Score), isSinglePrecision: false);
        _unknown = unknown;
        int[] bytes = [.. Enumerable.Range(0, 256).Select(value => known.TryGetValue(MergeEncoder.ByteToken(value), out var piece) ? piece.Id : -1)];
        _bytes = byteFallback && Array.TrueForAll(bytes, id => id >= 0) ? bytes : null;
    }

    public void Encode(ReadOnlySpan<char> word, List<int> ids)
    {
        var unknownFrom = -1;
        var unknownTo = -1;
        foreach (var (start, length, id) in _splitter.Split(word))
        {
            if (id is { } known && id != _unknown)
            {
                AddUnknown(word);
                ids.Add(known);
                continue;
            }

            unknownFrom = unknownFrom < 0 ? start : unknownFrom;
            unknownTo = start + length;
        }

        AddUnknown(word);

        void AddUnknown(ReadOnlySpan<char> text)
        {
            if (unknownFrom < 0)
            {
                return;
            }

            if (_pieces.TryGetValue(text[unknownFrom..unknownTo], out var written))
            {
                ids.Add(written.Id);
            }
            else if (_bytes is not null)
            {
                foreach (var value in Encoding.UTF8.GetBytes(text[unknownFrom..unknownTo].ToArray()))
                {
                    ids.Add(_bytes[value]);
                }
            }
            else
            {
                ids.Add(_unknown ?? throw new TokenizerException("A character is not in the vocabulary, and tokenizer.json names no piece for what is unknown."));
            }

            unknownFrom = -1;
        }
    }
}
