namespace Eval.Models.Onnx.Tokenization;

/// <summary>Cuts text into pieces around given matches, as Hugging Face's <c>NormalizedString.split</c> does.</summary>
internal static class Splitter
{
    public static IEnumerable<string> Split(string text, IReadOnlyList<(int Start, int Length)> matches, SplitBehavior behavior, bool invert = false)
    {
        var spans = Spans(text, matches, invert);
        return behavior switch
        {
            SplitBehavior.Isolated => spans.Select(Cut),
            SplitBehavior.Removed => spans.Where(span => !span.IsMatch).Select(Cut),
            SplitBehavior.MergedWithPrevious => Merge(spans, (previous, current) => current.IsMatch && !previous.IsMatch).Select(Cut),
            SplitBehavior.MergedWithNext => MergeWithNext(spans).Select(Cut),
            _ => Merge(spans, (previous, current) => current.IsMatch == previous.IsMatch).Select(Cut),
        };

        string Cut((int Start, int End, bool IsMatch) span) => text[span.Start..span.End];
    }

    private static List<(int Start, int End, bool IsMatch)> Spans(string text, IReadOnlyList<(int Start, int Length)> matches, bool invert)
    {
        var spans = new List<(int, int, bool)>(matches.Count * 2);
        var position = 0;
        foreach (var (start, length) in matches)
        {
            if (start > position)
            {
                spans.Add((position, start, invert));
            }

            spans.Add((start, start + length, !invert));
            position = start + length;
        }

        if (position < text.Length)
        {
            spans.Add((position, text.Length, invert));
        }

        return spans;
    }

    private static List<(int Start, int End, bool IsMatch)> Merge(
        List<(int Start, int End, bool IsMatch)> spans,
        Func<(int Start, int End, bool IsMatch), (int Start, int End, bool IsMatch), bool> joins)
    {
        var merged = new List<(int Start, int End, bool IsMatch)>(spans.Count);
        var last = default((int Start, int End, bool IsMatch));
        foreach (var span in spans)
        {
            if (merged.Count > 0 && joins(last, span))
            {
                merged[^1] = (merged[^1].Start, span.End, span.IsMatch);
            }
            else
            {
                merged.Add(span);
            }

            last = span;
        }

        return merged;
    }

    private static IEnumerable<(int Start, int End, bool IsMatch)> MergeWithNext(List<(int Start, int End, bool IsMatch)> spans)
    {
        var mirrored = Enumerable.Reverse(spans).ToList();
        var merged = new List<(int Start, int End, bool IsMatch)>(spans.Count);
        var lastWasMatch = true;
        foreach (var span in mirrored)
        {
            if (merged.Count > 0 && span.IsMatch && !lastWasMatch)
            {
                merged[^1] = (span.Start, merged[^1].End, span.IsMatch);
            }
            else
            {
                merged.Add(span);
            }

            lastWasMatch = span.IsMatch;
        }

        return Enumerable.Reverse(merged);
    }
}
