using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Eval.Models.Onnx.Tokenization;

/// <summary>A tiktoken vocabulary (lines of base64 and rank) by Microsoft.ML.Tokenizers, words cut by our code-point expressions.</summary>
internal sealed class TiktokenText : ITextTokenizer
{
    private const string Tail = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string Head = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|";

    // Qwen cuts every digit apart; OpenAI's cl100k and Llama 3 keep up to three together.
    private const string SingleDigits = Head + @"\p{N}" + Tail;
    private const string ThreeDigits = Head + @"\p{N}{1,3}" + Tail;
    private const int QwenExtraTokens = 205;
    private static readonly string[] QwenMarks = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"];

    private readonly TiktokenTokenizer _tokenizer;
    private readonly CodePointRegex _words;
    private readonly AddedTokenSplitter _added;
    private readonly Dictionary<int, byte[]> _bytes;
    private readonly int? _start;

    public TiktokenText(Stream vocabulary, string pattern, IReadOnlyList<AddedToken> added, int? start, string description)
    {
        using var copy = new MemoryStream();
        vocabulary.CopyTo(copy);
        copy.Position = 0;
        _tokenizer = TiktokenTokenizer.Create(copy, preTokenizer: null, normalizer: null);
        _words = new CodePointRegex(pattern);
        _added = new AddedTokenSplitter(added);
        _start = start;
        _bytes = ReadBytes(copy.ToArray());
        foreach (var token in added)
        {
            _bytes[token.Id] = token.IsSpecial ? [] : Encoding.UTF8.GetBytes(token.Content);
        }

        Info = new TokenizerInfo
        {
            Description = description,
            VocabularySize = _bytes.Keys.Max() + 1,
            SpecialTokens = added.Where(token => token.IsSpecial).ToDictionary(token => token.Content, token => token.Id),
        };
    }

    public TokenizerInfo Info { get; }

    /// <summary>Whether a <c>tokenizer.model</c> is a tiktoken text instead of a SentencePiece model.</summary>
    public static bool IsTiktoken(string path)
    {
        using var reader = new StreamReader(path);
        var line = new char[64];
        var text = new string(line, 0, reader.ReadBlock(line)).Split('\n')[0];
        return Regex.IsMatch(text, "^[A-Za-z0-9+/]+=* [0-9]+\r?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    /// <exception cref="TokenizerException">The file is broken, or its family's word pattern is not known.</exception>
    public static TiktokenText Load(string path, string modelType, JsonElement settings)
    {
        var added = AddedTokensDecoder.Read(settings);
        var ranks = File.ReadLines(path).Count(line => line.Length > 0);
        var isQwen = modelType == "qwen" || Path.GetFileName(path).StartsWith("qwen", StringComparison.OrdinalIgnoreCase);
        if (isQwen && added.Count == 0)
        {
            added = [.. QwenTokens(ranks)];
        }

        var start = AddedTokensDecoder.IsSet(settings, "add_bos_token", otherwise: !isQwen && AddedTokensDecoder.Name(settings, "bos_token") is not null)
            ? added.FirstOrDefault(token => token.Content == AddedTokensDecoder.Name(settings, "bos_token"))?.Id
            : null;
        try
        {
            using var stream = File.OpenRead(path);
            return new TiktokenText(stream, isQwen ? SingleDigits : ThreeDigits, added, start, $"{Path.GetFileName(path)} (tiktoken)");
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new TokenizerException($"{path} is not a tiktoken vocabulary: {exception.Message}", exception);
        }
    }

    public IReadOnlyList<int> Encode(string text, bool addSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> ids = addSpecialTokens && _start is { } start ? [start] : [];
        foreach (var (piece, token) in _added.Split(text))
        {
            if (token is not null)
            {
                ids.Add(token.Id);
                continue;
            }

            foreach (var (offset, length) in _words.Matches(piece))
            {
                ids.AddRange(_tokenizer.EncodeToIds(piece.AsSpan(offset, length), considerPreTokenization: false, considerNormalization: false));
            }
        }

        return ids;
    }

    public ReadOnlyMemory<byte> GetBytes(int id) => _bytes.GetValueOrDefault(id);

    // https://huggingface.co/Qwen/Qwen-7B/blob/main/tokenization_qwen.py: three marks, then <|extra_0|> to <|extra_204|>.
    private static IEnumerable<AddedToken> QwenTokens(int first) =>
        QwenMarks
            .Concat(Enumerable.Range(0, QwenExtraTokens).Select(index => string.Create(CultureInfo.InvariantCulture, $"<|extra_{index}|>")))
            .Select((content, index) => new AddedToken { Content = content, Id = first + index, IsSpecial = true });

    private static Dictionary<int, byte[]> ReadBytes(byte[] file)
    {
        var bytes = new Dictionary<int, byte[]>();
        foreach (var line in Encoding.ASCII.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            bytes[VocabularyLimits.TokenId(int.Parse(line.AsSpan(space + 1), CultureInfo.InvariantCulture))] = Convert.FromBase64String(line[..space]);
        }

        return bytes;
    }
}
