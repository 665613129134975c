using System.Text;
using System.Text.Json;

namespace Eval.Models.Onnx.Tokenization.SentencePiece;

/// <summary>A SentencePiece model (<c>tokenizer.model</c>), BPE or Unigram. Microsoft.ML.Tokenizers was measured against SentencePiece itself and differs: it knows no normalisation, numbers Unigram's bytes otherwise and merges runs of spaces in another order.</summary>
internal sealed class SentencePieceText : ITextTokenizer
{
    // SentencePiece's own: -0.1 for a user-defined piece, whatever its length.
    private const double UserDefinedScore = -0.1;

    private readonly SentencePieceModel _model;
    private readonly SentencePieceNormalizer _normalizer;
    private readonly Func<string, List<(int Start, int Length, int? Id)>> _split;
    private readonly AddedTokenSplitter _added;
    private readonly Dictionary<int, byte[]> _bytes;
    private readonly int[] _byteIds;
    private readonly int _unknown;
    private readonly bool _addsStart;

    private SentencePieceText(SentencePieceModel model, IReadOnlyList<AddedToken> added, bool addsStart)
    {
        _model = model;
        _added = new AddedTokenSplitter(added);
        _addsStart = addsStart && model.StartId >= 0;
        _normalizer = new SentencePieceNormalizer(model);
        _unknown = model.Pieces.Select((piece, id) => (piece.Kind, id)).First(piece => piece.Kind == PieceKind.Unknown).id;
        var ids = model.Pieces.Select((piece, id) => (piece, id)).Where(entry => entry.piece.Kind == PieceKind.Byte).ToDictionary(entry => entry.piece.Text, entry => entry.id);
        _byteIds = [.. Enumerable.Range(0, 256).Select(value => ids.GetValueOrDefault(MergeEncoder.ByteToken(value), _unknown))];
        _split = model.IsUnigram ? Unigram(model) : new SentencePieceMerger(model, Pieces(model)).Split;
        _bytes = model.Pieces.Select((piece, id) => (piece, id)).ToDictionary(entry => entry.id, entry => entry.piece.Kind switch
        {
            PieceKind.Control or PieceKind.Unknown => [],
            _ => SentencePieceBytes.Of(entry.piece.Text, entry.piece.Kind == PieceKind.Byte),
        });
        foreach (var token in added)
        {
            _bytes[token.Id] = token.IsSpecial ? [] : Encoding.UTF8.GetBytes(token.Content);
        }

        Info = new TokenizerInfo
        {
            Description = $"tokenizer.model (SentencePiece {(model.IsUnigram ? "Unigram" : "BPE")})",
            VocabularySize = _bytes.Keys.Max() + 1,
            SpecialTokens = added.Where(token => token.IsSpecial).Select(token => (token.Content, token.Id))
                .Concat(model.Pieces.Select((piece, id) => (piece, id)).Where(entry => entry.piece.Kind == PieceKind.Control).Select(entry => (entry.piece.Text, entry.id)))
                .DistinctBy(token => token.Item1).ToDictionary(token => token.Item1, token => token.Item2),
            StripsLeadingSpace = model.AddsDummyPrefix || model.RemovesExtraSpaces,
        };
    }

    public TokenizerInfo Info { get; }

    public static SentencePieceText Load(string path, JsonElement settings)
    {
        try
        {
            var model = new SentencePieceModelReader().Read(File.ReadAllBytes(path));
            return new SentencePieceText(model, AddedTokensDecoder.Read(settings), AddedTokensDecoder.IsSet(settings, "add_bos_token", otherwise: true));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidDataException or Google.Protobuf.InvalidProtocolBufferException)
        {
            throw new TokenizerException($"{path} cannot be read as a SentencePiece model: {exception.Message}", exception);
        }
    }

    public IReadOnlyList<int> Encode(string text, bool addSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> ids = addSpecialTokens && _addsStart ? [_model.StartId] : [];
        foreach (var (piece, token) in _added.Split(text))
        {
            if (token is not null)
            {
                ids.Add(token.Id);
            }
            else
            {
                EncodePlain(_normalizer.Normalize(piece), ids);
            }
        }

        return ids;
    }

    public ReadOnlyMemory<byte> GetBytes(int id) => _bytes.GetValueOrDefault(id);

    private void EncodePlain(string text, List<int> ids)
    {
        var followsUnknown = false;
        foreach (var (start, length, id) in _split(text))
        {
            var isUnknown = id is null || id == _unknown;
            if (!isUnknown)
            {
                ids.Add(id!.Value);
            }
            else if (_model.ByteFallback)
            {
                ids.AddRange(Encoding.UTF8.GetBytes(text.Substring(start, length)).Select(value => _byteIds[value]));
            }
            else if (!followsUnknown)
            {
                ids.Add(_unknown);
            }

            followsUnknown = isUnknown;
        }
    }

    private static Dictionary<string, int> Pieces(SentencePieceModel model) => model.Pieces.Select((piece, id) => (piece, id))
        .Where(entry => entry.piece.Kind is PieceKind.Normal or PieceKind.UserDefined or PieceKind.Unused)
        .DistinctBy(entry => entry.piece.Text)
        .ToDictionary(entry => entry.piece.Text, entry => entry.id, StringComparer.Ordinal);

    private static Func<string, List<(int Start, int Length, int? Id)>> Unigram(SentencePieceModel model)
    {
        var pieces = Pieces(model).Where(entry => model.Pieces[entry.Value].Kind != PieceKind.Unused).ToDictionary(
            entry => entry.Key,
            entry => (entry.Value, model.Pieces[entry.Value].Kind == PieceKind.UserDefined ? UserDefinedScore : (double)model.Pieces[entry.Value].Score),
            StringComparer.Ordinal);
        var worst = model.Pieces.Where(piece => piece.Kind == PieceKind.Normal).Select(piece => piece.Score).DefaultIfEmpty(0).Min();
        var splitter = new UnigramSplitter(pieces, worst, isSinglePrecision: true);
        return text => splitter.Split(text);
    }
}
