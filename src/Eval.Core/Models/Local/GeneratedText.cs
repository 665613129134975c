using System.Text;

namespace Eval.Core.Models.Local;

/// <summary>Grows an answer token by token and finds stop strings in its bytes, so that one split over tokens or inside a character is found at once.</summary>
public sealed class GeneratedText
{
    private readonly Func<int, ReadOnlyMemory<byte>> _bytesOf;
    private readonly List<byte[]> _stops;
    private readonly int _longestStop;
    private readonly List<byte> _bytes = [];

    /// <param name="bytesOf">UTF-8 bytes a token adds to the text.</param>
    /// <param name="stops">Texts that end the answer.</param>
    public GeneratedText(Func<int, ReadOnlyMemory<byte>> bytesOf, IEnumerable<string> stops)
    {
        ArgumentNullException.ThrowIfNull(bytesOf);
        ArgumentNullException.ThrowIfNull(stops);
        _bytesOf = bytesOf;
        _stops = [.. stops.Where(stop => stop.Length > 0).Select(Encoding.UTF8.GetBytes)];
        _longestStop = _stops.Count == 0 ? 0 : _stops.Max(stop => stop.Length);
    }

    /// <summary>The text so far, cut before the stop string; bytes that are no valid UTF-8 become U+FFFD.</summary>
    public string Text => Encoding.UTF8.GetString([.. _bytes]);

    /// <summary>Adds a token; true when a stop string is complete, which ends the text before it.</summary>
    public bool Append(int id)
    {
        var before = _bytes.Count;
        _bytes.AddRange(_bytesOf(id).Span);
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
