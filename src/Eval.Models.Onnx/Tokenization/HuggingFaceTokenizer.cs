namespace Eval.Models.Onnx.Tokenization;

/// <summary>A tokenizer read from <c>tokenizer.json</c>: added tokens, normalisers, pre-tokenisers, BPE, template.</summary>
internal sealed class HuggingFaceTokenizer : ITextTokenizer
{
    private readonly HuggingFacePipeline _pipeline;
    private readonly AddedTokenSplitter _raw;
    private readonly AddedTokenSplitter _normalized;
    private readonly Dictionary<int, byte[]> _bytes;

    public HuggingFaceTokenizer(HuggingFacePipeline pipeline, TokenizerInfo info, Dictionary<int, byte[]> bytes)
    {
        _pipeline = pipeline;
        _raw = new AddedTokenSplitter(pipeline.AddedTokens.Where(token => !token.IsNormalized));
        _normalized = new AddedTokenSplitter(pipeline.AddedTokens.Where(token => token.IsNormalized)
            .Select(token => token with { Content = Normalize(token.Content) }));
        _bytes = bytes;
        Info = info;
    }

    public TokenizerInfo Info { get; }

    public IReadOnlyList<int> Encode(string text, bool addSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = new List<int>((text.Length / 3) + 2);
        if (addSpecialTokens)
        {
            ids.AddRange(_pipeline.Prefix);
        }

        var isStart = true;
        foreach (var (piece, token) in _raw.Split(text))
        {
            if (token is not null)
            {
                ids.Add(token.Id);
            }
            else
            {
                EncodePlain(piece, isStart, ids);
            }

            isStart = false;
        }

        if (addSpecialTokens)
        {
            ids.AddRange(_pipeline.Suffix);
        }

        return ids;
    }

    public ReadOnlyMemory<byte> GetBytes(int id) => _bytes.GetValueOrDefault(id);

    private void EncodePlain(string text, bool isTextStart, List<int> ids)
    {
        foreach (var (piece, token) in _normalized.Split(Normalize(text)))
        {
            if (token is not null)
            {
                ids.Add(token.Id);
                isTextStart = false;
                continue;
            }

            if (piece.Length == 0)
            {
                continue;
            }

            IEnumerable<string> words = [piece];
            foreach (var step in _pipeline.PreTokenizers)
            {
                words = Apply(step, words, isTextStart);
            }

            foreach (var word in words)
            {
                _pipeline.Encoder.Encode(word, ids);
            }

            isTextStart = false;
        }
    }

    private static IEnumerable<string> Apply(IPreTokenizer step, IEnumerable<string> words, bool isTextStart)
    {
        var isFirst = isTextStart;
        foreach (var word in words)
        {
            foreach (var piece in step.Split(word, isFirst))
            {
                if (piece.Length > 0)
                {
                    yield return piece;
                }
            }

            isFirst = false;
        }
    }

    private string Normalize(string text)
    {
        foreach (var step in _pipeline.Normalizers)
        {
            text = step(text);
        }

        return text;
    }
}
