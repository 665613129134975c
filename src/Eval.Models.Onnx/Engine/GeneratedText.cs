using System.Text;
using Eval.Models.Onnx.Tokenization;

namespace Eval.Models.Onnx.Engine;

/// <summary>Grows an answer token by token and finds stop strings in its bytes, so that one split over tokens or inside a character is found at once.</summary>
internal sealed class GeneratedText
{
    private readonly ITextTokenizer _tokenizer;
    private readonly List<byte[]> _stops;
    private readonly int _longestStop;
    private readonly List<byte> _bytes = [];

    public GeneratedText(ITextTokenizer tokenizer, IEnumerable<string> stops)
    {
        _tokenizer = tokenizer;
        _stops = [.. stops.Where(stop => stop.Length > 0).Select(Encoding.UTF8.GetBytes)];
        _longestStop = _stops.Count == 0 ? 0 : _stops.Max(stop => stop.Length);
    }

    /// <summary>The text so far, cut before the stop string; bytes that are no valid UTF-8 become U+FFFD.</summary>
    public string Text => Encoding.UTF8.GetString([.. _bytes]);

    /// <summary>Adds a token; true when a stop string is complete, which ends the text before it.</summary>
    public bool Append(int id)
    {
        var before = _bytes.Count;
        _bytes.AddRange(_tokenizer.GetBytes(id).Span);
        if (_longestStop == 0)
        {
            return false;
        }

        var from = Math.Max(0, before - _longestStop + 1);
        var tail = _bytes.GetRange(from, _bytes.Count - from).ToArray();
        var first = _stops.Select(stop => tail.AsSpan().IndexOf(stop)).Where(index => index >= 0).DefaultIfEmpty(-1).Min();
        if (first < 0)
        {
            return false;
        }

        _bytes.RemoveRange(from + first, _bytes.Count - from - first);
        return true;
    }
}
