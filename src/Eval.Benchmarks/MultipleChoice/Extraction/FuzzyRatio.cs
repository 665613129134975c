namespace Eval.Benchmarks.MultipleChoice.Extraction;

/// <summary>The similarity measures of RapidFuzz's fuzz module, 0 to 100, over code points whose words are separated by spaces.</summary>
/// <remarks>Written from its documentation and pure Python form; https://github.com/rapidfuzz/RapidFuzz.</remarks>
internal static class FuzzyRatio
{
    private const double TokenScale = 0.95;
    private const long MaxWork = 400_000_000;

    /// <summary>Whether <see cref="Weighted"/> ends within about a second on texts of these lengths.</summary>
    public static bool IsAffordable(int first, int second)
    {
        long shorter = Math.Min(first, second);
        long longer = Math.Max(first, second);
        return (longer + shorter) * shorter * ((shorter + 63) / 64) * 3 <= MaxWork;
    }

    /// <summary>WRatio: the best of several ratios, each weighted by how much it forgives.</summary>
    public static double Weighted(int[] first, int[] second)
    {
        if (first.Length == 0 || second.Length == 0)
        {
            return 0;
        }

        var lengthRatio = (double)Math.Max(first.Length, second.Length) / Math.Min(first.Length, second.Length);
        var plain = Plain(first, second);
        var (firstTokens, secondTokens) = (Split(first), Split(second));
        if (lengthRatio < 1.5)
        {
            var tokens = Math.Max(TokenSet(firstTokens, secondTokens), Plain(Join(firstTokens), Join(secondTokens)));
            return Math.Max(plain, tokens * TokenScale);
        }

        var scale = lengthRatio <= 8 ? 0.9 : 0.6;
        var best = Math.Max(plain, Partial(first, second) * scale);
        return Math.Max(best, PartialToken(firstTokens, secondTokens) * TokenScale * scale);
    }

    private static double Plain(int[] first, int[] second)
    {
        var sum = first.Length + second.Length;
        return sum == 0 ? 100 : Similarity(new CommonSubsequence(first), first.Length, second) * 100;
    }

    /// <summary>1 minus the share of characters to insert or delete.</summary>
    private static double Similarity(CommonSubsequence pattern, int patternLength, ReadOnlySpan<int> text)
    {
        var sum = patternLength + text.Length;
        var distance = sum - (2 * pattern.Length(text));
        return 1.0 - ((double)distance / sum);
    }

    /// <summary>Best alignment of the shorter text inside the longer.</summary>
    private static double Partial(int[] first, int[] second)
    {
        if (first.Length == 0 && second.Length == 0)
        {
            return 100;
        }

        var (shorter, longer) = first.Length <= second.Length ? (first, second) : (second, first);
        var score = PartialOf(shorter, longer);
        return first.Length == second.Length && score < 100 ? Math.Max(score, PartialOf(longer, shorter)) : score;
    }

    private static double PartialOf(int[] shorter, int[] longer)
    {
        if (shorter.Length == 0)
        {
            return 0;
        }

        var pattern = new CommonSubsequence(shorter);
        var best = 0.0;
        for (var end = 1; end < shorter.Length && best < 1; end++)
        {
            best = Improve(best, pattern, shorter, longer.AsSpan(0, end), longer[end - 1]);
        }

        for (var start = 0; start < longer.Length - shorter.Length && best < 1; start++)
        {
            best = Improve(best, pattern, shorter, longer.AsSpan(start, shorter.Length), longer[start + shorter.Length - 1]);
        }

        for (var start = longer.Length - shorter.Length; start < longer.Length && best < 1; start++)
        {
            best = Improve(best, pattern, shorter, longer.AsSpan(start), longer[start]);
        }

        return best * 100;
    }

    private static double Improve(double best, CommonSubsequence pattern, int[] shorter, ReadOnlySpan<int> window, int edge) =>
        pattern.Contains(edge) ? Math.Max(best, Similarity(pattern, shorter.Length, window)) : best;

    private static double TokenSet(List<int[]> first, List<int[]> second)
    {
        var (common, onlyFirst, onlySecond) = Divide(first, second);
        if (first.Count == 0 || second.Count == 0)
        {
            return 0;
        }

        if (common.Count > 0 && (onlyFirst.Count == 0 || onlySecond.Count == 0))
        {
            return 100;
        }

        var (a, b) = (Join(onlyFirst), Join(onlySecond));
        var commonLength = Join(common).Length;
        var space = commonLength > 0 ? 1 : 0;
        var (withA, withB) = (commonLength + space + a.Length, commonLength + space + b.Length);
        var distance = a.Length + b.Length - (2 * new CommonSubsequence(a).Length(b));
        var result = Norm(distance, withA + withB);
        return commonLength == 0
            ? result
            : Math.Max(result, Math.Max(Norm(space + a.Length, commonLength + withA), Norm(space + b.Length, commonLength + withB)));
    }

    private static double Norm(int distance, int lengths) => lengths == 0 ? 100 : 100 - (100.0 * distance / lengths);

    private static double PartialToken(List<int[]> first, List<int[]> second)
    {
        var (common, onlyFirst, onlySecond) = Divide(first, second);
        if (common.Count > 0)
        {
            return 100;
        }

        var result = Partial(Join(first), Join(second));
        return first.Count == onlyFirst.Count && second.Count == onlySecond.Count
            ? result
            : Math.Max(result, Partial(Join(onlyFirst), Join(onlySecond)));
    }

    /// <summary>Words in ordinal order of code points.</summary>
    private static List<int[]> Split(int[] text)
    {
        var words = new List<int[]>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || text[i] == ' ')
            {
                if (i > start)
                {
                    words.Add(text[start..i]);
                }

                start = i + 1;
            }
        }

        words.Sort(WordOrder.Instance);
        return words;
    }

    private static int[] Join(List<int[]> words)
    {
        var text = new List<int>();
        foreach (var word in words)
        {
            if (text.Count > 0)
            {
                text.Add(' ');
            }

            text.AddRange(word);
        }

        return [.. text];
    }

    /// <summary>Distinct words of both texts, of the first only and of the second only, each sorted.</summary>
    private static (List<int[]> Common, List<int[]> OnlyFirst, List<int[]> OnlySecond) Divide(List<int[]> first, List<int[]> second)
    {
        var (a, b) = (new SortedSet<int[]>(first, WordOrder.Instance), new SortedSet<int[]>(second, WordOrder.Instance));
        return ([.. a.Where(b.Contains)], [.. a.Where(word => !b.Contains(word))], [.. b.Where(word => !a.Contains(word))]);
    }

    private sealed class WordOrder : IComparer<int[]>
    {
        public static WordOrder Instance { get; } = new();

        public int Compare(int[]? x, int[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
