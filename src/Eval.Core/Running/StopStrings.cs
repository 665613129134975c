namespace Eval.Core.Running;

/// <summary>Cuts text where a protocol's answer ends.</summary>
public static class StopStrings
{
    /// <summary>The text before the earliest match of any stop string, or the text itself. Ordinal; nothing is trimmed.</summary>
    public static string Cut(string text, IReadOnlyList<string> stop)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(stop);
        var end = text.Length;
        foreach (var candidate in stop)
        {
            // A match may begin before the earliest one so far and reach beyond it.
            var window = Math.Min(text.Length, end + candidate.Length - 1);
            var found = candidate.Length == 0 ? -1 : text.AsSpan(0, window).IndexOf(candidate, StringComparison.Ordinal);
            end = found >= 0 ? found : end;
        }

        return end == text.Length ? text : text[..end];
    }
}
