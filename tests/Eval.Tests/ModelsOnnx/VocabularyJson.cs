using System.Text.Json;

namespace Eval.Tests.ModelsOnnx;

/// <summary>Writes a GGUF vocabulary as the <c>tokenizer.json</c> that its family ships on Hugging Face.</summary>
internal static class VocabularyJson
{
    private const int Unknown = 2;
    private const int Control = 3;
    private const int UserDefined = 4;

    private static readonly object ByteLevel = new { type = "ByteLevel", add_prefix_space = false, use_regex = true };

    private static readonly object Digits = new { type = "Digits", individual_digits = true };

    // Of DeepSeek LLM's own tokenizer.json: https://huggingface.co/deepseek-ai/deepseek-llm-7b-base/blob/main/tokenizer.json.
    private static readonly string[] DeepSeekPatterns =
    [
        "[\r\n]",
        "\\s?[A-Za-z\u00B5\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u01BA\u01BC-\u01BF\u01C4-\u0293\u0295-\u02AF\u0370-\u0373\u0376\u0377\u037B-"
        + "\u037D\u037F\u0386\u0388-\u038A\u038C\u038E-\u03A1\u03A3-\u03F5\u03F7-\u0481\u048A-\u052F\u0531-\u0556\u10A0-\u10C5\u13A0-\u13F5"
        + "\u13F8-\u13FD\u1C90-\u1CBA\u1CBD-\u1CBF\u1D00-\u1D2B\u1D6B-\u1D77\u1D79-\u1D9A\u1E00-\u1F15\u1F18-\u1F1D\u1F20-\u1F45\u1F48-\u1F4D"
        + "\u1F50-\u1F57\u1F59\u1F5B\u1F5D\u1F5F-\u1F7D\u1F80-\u1FB4\u1FB6-\u1FBC\u1FBE\u1FC2-\u1FC4\u1FC6-\u1FCC\u1FD0-\u1FD3\u1FD6-\u1FDB"
        + "\u1FE0-\u1FEC\u1FF2-\u1FF4\u1FF6-\u1FFC\u2102\u2107\u210A-\u2113\u2115\u2119-\u211D\u2124\u2126\u2128\u212A-\u212D\u212F-\u2134"
        + "\u2139\u213C-\u213F\u2145-\u2149\u214E\u2183\u2184\u2C00-\u2C7B\u2C7E-\u2CE4\u2CEB-\u2CEE\u2CF2\u2CF3\uA640-\uA66D\uA680-\uA69B"
        + "\uA722-\uA76F\uA771-\uA787\uA78B-\uA78E\uAB70-\uABBF\uFB00-\uFB06\uFB13-\uFB17\uFF21-\uFF3A\uFF41-\uFF5A\U00010400-\U0001044F"
        + "\U000104B0-\U000104D3\U000104D8-\U000104FB\U00010C80-\U00010CB2\U00010CC0-\U00010CF2\U000118A0-\U000118DF\U0001E900-\U0001E943]+",
        "\\s?[!-/:-~\uFF01-\uFF0F\uFF1A-\uFF5E\u2018-\u201F\u3000-\u3002]+",
        "\\s+$",
        "[\u4E00-\u9FA5\u0800-\u4E00\uAC00-\uD7FF]+",
        "\\p{N}+",
    ];

    public static string Write(GgufVocabulary vocabulary, string family) => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["added_tokens"] = vocabulary.Types.Select((type, id) => (type, id))
            .Where(entry => entry.type == UserDefined)
            .Select(entry => new { id = entry.id, content = vocabulary.Tokens[entry.id], special = false, normalized = false, lstrip = false, rstrip = family == "phi-3", single_word = false }),
        ["normalizer"] = Normalizer(vocabulary),
        ["pre_tokenizer"] = PreTokenizer(vocabulary, family),
        ["decoder"] = new { type = vocabulary.Merges.Count > 0 ? "ByteLevel" : "ByteFallback" },
        ["model"] = new
        {
            type = "BPE",
            unk_token = vocabulary.Merges.Count > 0 ? null : vocabulary.Tokens[vocabulary.Types.ToList().IndexOf(Unknown)],
            fuse_unk = true,
            byte_fallback = vocabulary.Merges.Count == 0,
            vocab = vocabulary.Tokens.Select((token, id) => (token, id)).DistinctBy(entry => entry.token).ToDictionary(entry => entry.token, entry => entry.id),
            merges = vocabulary.Merges.Count > 0 ? [.. vocabulary.Merges.Select(merge => merge.Split(' '))] : MergesOfScores(vocabulary),
        },
    });

    private static object? Normalizer(GgufVocabulary vocabulary) => vocabulary.Merges.Count > 0
        ? null
        : new
        {
            type = "Sequence",
            normalizers = new object[]
            {
                new { type = "Prepend", prepend = "\u2581" },
                new { type = "Replace", pattern = new { String = " " }, content = "\u2581" },
            },
        };

    private static object? PreTokenizer(GgufVocabulary vocabulary, string family)
    {
        if (vocabulary.Merges.Count == 0)
        {
            return null;
        }

        object[] steps = family switch
        {
            "falcon" => [new { type = "Punctuation", behavior = "Contiguous" }, ByteLevel, Split("[0-9][0-9][0-9]")],
            "starcoder" or "refact" => [Digits, ByteLevel],
            "deepseek-llm" => [.. DeepSeekPatterns.Select(Split), new { type = "ByteLevel", add_prefix_space = false, use_regex = false }],
            _ => [ByteLevel],
        };
        return new { type = "Sequence", pretokenizers = steps };
    }

    private static object Split(string pattern) => new { type = "Split", pattern = new { Regex = pattern }, behavior = "Isolated", invert = false };

    // As transformers converts a SentencePiece model: every way to put a piece together, the best-scored piece first.
    private static string[][] MergesOfScores(GgufVocabulary vocabulary)
    {
        var ids = vocabulary.Tokens.Select((token, id) => (token, id)).Where(entry => vocabulary.Types[entry.id] is not (Unknown or Control)).DistinctBy(entry => entry.token).ToDictionary(entry => entry.token, entry => entry.id);
        return
        [
            .. ids.Where(entry => entry.Key.Length > 1 && vocabulary.Types[entry.Value] == 1)
                .SelectMany(entry => Enumerable.Range(1, entry.Key.Length - 1)
                    .Select(cut => (Left: entry.Key[..cut], Right: entry.Key[cut..], Score: vocabulary.Scores[entry.Value]))
                    .Where(pair => ids.ContainsKey(pair.Left) && ids.ContainsKey(pair.Right))
                    .OrderBy(pair => ids[pair.Left]).ThenBy(pair => ids[pair.Right]))
                .OrderByDescending(pair => pair.Score)
                .Select(pair => new[] { pair.Left, pair.Right }),
        ];
    }
}
