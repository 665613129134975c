using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace Eval.Models.Onnx.Tokenization;

/// <summary>A SentencePiece BPE model (<c>tokenizer.model</c>) by Microsoft.ML.Tokenizers.</summary>
internal sealed class SentencePieceText : ITextTokenizer
{
    private readonly SentencePieceTokenizer _tokenizer;
    private readonly AddedTokenSplitter _added;
    private readonly Dictionary<int, byte[]> _bytes;
    private readonly bool _addsStart;

    private SentencePieceText(SentencePieceTokenizer tokenizer, IReadOnlyList<AddedToken> added, bool addsStart)
    {
        _tokenizer = tokenizer;
        _added = new AddedTokenSplitter(added);
        _addsStart = addsStart;
        _bytes = tokenizer.Vocabulary.GroupBy(entry => entry.Value)
            .ToDictionary(group => group.Key, group => SentencePieceBytes.Of(group.First().Key, tokenizer.ByteFallback));
        int[] control = [tokenizer.BeginningOfSentenceId, tokenizer.EndOfSentenceId, tokenizer.UnknownId];
        foreach (var id in control.Concat(added.Where(token => token.IsSpecial).Select(token => token.Id)))
        {
            _bytes[id] = [];
        }

        Info = new TokenizerInfo
        {
            Description = "tokenizer.model (SentencePiece BPE)",
            VocabularySize = _bytes.Keys.Max() + 1,
            SpecialTokens = added.Where(token => token.IsSpecial).Select(token => (token.Content, token.Id))
                .Append((tokenizer.BeginningOfSentenceToken, tokenizer.BeginningOfSentenceId))
                .Append((tokenizer.EndOfSentenceToken, tokenizer.EndOfSentenceId))
                .DistinctBy(token => token.Item1).ToDictionary(token => token.Item1, token => token.Item2),
            StripsLeadingSpace = tokenizer.AddDummyPrefix,
        };
    }

    public TokenizerInfo Info { get; }

    public static SentencePieceText Load(string path, JsonElement settings)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var tokenizer = LlamaTokenizer.Create(stream, addBeginOfSentence: false, addEndOfSentence: false);
            return new SentencePieceText(tokenizer, AddedTokensDecoder.Read(settings), AddedTokensDecoder.IsSet(settings, "add_bos_token", otherwise: true));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or NotSupportedException or Google.Protobuf.InvalidProtocolBufferException)
        {
            throw new TokenizerException($"{path} is not a SentencePiece BPE model: {exception.Message}", exception);
        }
    }

    public IReadOnlyList<int> Encode(string text, bool addSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> ids = addSpecialTokens && _addsStart ? [_tokenizer.BeginningOfSentenceId] : [];
        foreach (var (piece, token) in _added.Split(text))
        {
            if (token is not null)
            {
                ids.Add(token.Id);
            }
            else if (piece.Length > 0)
            {
                ids.AddRange(_tokenizer.EncodeToIds(piece, addBeginningOfSentence: false, addEndOfSentence: false));
            }
        }

        return ids;
    }

    public ReadOnlyMemory<byte> GetBytes(int id) => _bytes.GetValueOrDefault(id);
}
