using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Eval.Testing.Models;

/// <summary>Trains a byte-level BPE vocabulary on some text and writes it as <c>tokenizer.json</c>, so that a made-up model reads about as many tokens as a real one.</summary>
internal static class TrainedTokenizer
{
    private const int Bytes = 256;

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Regex Words = new(
        @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1));

    /// <summary>Writes a tokenizer with 256 byte tokens and as many merges as the vocabulary has room for.</summary>
    /// <param name="folder">Where <c>tokenizer.json</c> goes.</param>
    /// <param name="text">What is learnt from; with too little text the vocabulary stays smaller.</param>
    /// <param name="vocabulary">Tokens at most.</param>
    public static void Write(string folder, string text, int vocabulary)
    {
        var characters = Alphabet();
        var words = Words.Matches(text).GroupBy(match => match.Value)
            .Select(group => (Symbols: Encoding.UTF8.GetBytes(group.Key).Select(value => characters[value].ToString()).ToList(), Count: group.Count()))
            .ToList();
        var tokens = characters.Select(character => character.ToString()).ToList();
        var merges = new List<string>();
        while (tokens.Count < vocabulary && MostFrequent(words) is var (left, right))
        {
            merges.Add($"{left} {right}");
            tokens.Add(left + right);
            Merge(words, left, right);
        }

        var file = new Dictionary<string, object?>
        {
            ["version"] = "1.0",
            ["added_tokens"] = Array.Empty<object>(),
            ["pre_tokenizer"] = new Dictionary<string, object> { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["use_regex"] = true },
            ["decoder"] = new Dictionary<string, object> { ["type"] = "ByteLevel" },
            ["model"] = new Dictionary<string, object>
            {
                ["type"] = "BPE",
                ["vocab"] = tokens.Distinct().Select((token, id) => (token, id)).ToDictionary(pair => pair.token, pair => pair.id),
                ["merges"] = merges,
            },
        };
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), JsonSerializer.Serialize(file, Options));
    }

    private static (string Left, string Right)? MostFrequent(List<(List<string> Symbols, int Count)> words)
    {
        var counts = new Dictionary<(string, string), int>();
        foreach (var (symbols, count) in words)
        {
            for (var i = 0; i + 1 < symbols.Count; i++)
            {
                counts[(symbols[i], symbols[i + 1])] = counts.GetValueOrDefault((symbols[i], symbols[i + 1])) + count;
            }
        }

        return counts.Count == 0 ? null : counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Item1, StringComparer.Ordinal).ThenBy(pair => pair.Key.Item2, StringComparer.Ordinal).First().Key;
    }

    private static void Merge(List<(List<string> Symbols, int Count)> words, string left, string right)
    {
        foreach (var (symbols, _) in words)
        {
            for (var i = 0; i + 1 < symbols.Count; i++)
            {
                if (symbols[i] == left && symbols[i + 1] == right)
                {
                    symbols[i] = left + right;
                    symbols.RemoveAt(i + 1);
                }
            }
        }
    }

    // GPT-2's printable stand-ins for bytes: https://github.com/openai/gpt-2/blob/master/src/encoder.py.
    private static char[] Alphabet()
    {
        var next = Bytes;
        return [.. Enumerable.Range(0, Bytes).Select(value => value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF) ? (char)value : (char)next++)];
    }
}
