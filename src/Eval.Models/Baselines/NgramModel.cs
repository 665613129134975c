namespace Eval.Models.Baselines;

/// <summary>
/// An interpolated trigram language model with Witten–Bell weights (Witten and Bell 1991, https://doi.org/10.1109/18.87000):
/// the more different tokens followed a context, the more weight the shorter context gets. The last resort is uniform over the vocabulary and one place for
/// all unknown tokens, so probabilities over the vocabulary and the unknown add up to 1 in every context.
/// </summary>
internal sealed class NgramModel
{
    internal const int TokenBits = 21;
    internal const ulong TokenMask = (1UL << TokenBits) - 1;

    /// <summary>Ends a text, and stands twice before one.</summary>
    public const int Boundary = 0;

    private const int Unknown = 1;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _tokens = ["", ""];
    private readonly NgramTable[] _tables;
    private readonly (int Total, int Kinds) _all;

    /// <summary>Fits on texts.</summary>
    /// <param name="texts">Training texts.</param>
    /// <param name="isWhole">Whether the texts end where they end, so that the model learns to stop there.</param>
    public NgramModel(IEnumerable<string> texts, bool isWhole)
    {
        List<ulong>[] keys = [[], [], []];
        foreach (var text in texts)
        {
            var (first, second) = (0UL, 0UL);
            foreach (var token in NgramTokenizer.Split(text).Select(Learn).Concat(isWhole ? [Boundary] : []))
            {
                var third = (ulong)token;
                keys[0].Add(third);
                keys[1].Add((second << TokenBits) | third);
                keys[2].Add((((first << TokenBits) | second) << TokenBits) | third);
                (first, second) = (second, third);
            }
        }

        _tables = [.. keys.Select(list => new NgramTable([.. list]))];
        _all = Weigh(0, 0);
    }

    /// <summary>Known tokens, the boundary included and the unknown place not.</summary>
    public int VocabularySize => _tokens.Count - 1;

    public string Text(int token) => _tokens[token];

    /// <summary>Ids of a text; a token never seen gets the unknown id.</summary>
    public List<int> Encode(ReadOnlySpan<char> text) => NgramTokenizer.Split(text).ConvertAll(token => _ids.GetValueOrDefault(token, Unknown));

    /// <summary>Every id that has probability, the unknown one included.</summary>
    public IEnumerable<int> Vocabulary => Enumerable.Range(0, _tokens.Count);

    /// <summary>Probability of a token after two others.</summary>
    public double Probability(int first, int second, int token)
    {
        var probability = 1.0 / _tokens.Count;
        for (var order = 0; order <= 2; order++)
        {
            var context = Context(order, first, second);
            var (total, kinds) = order == 0 ? _all : Weigh(order, context);
            if (total > 0)
            {
                probability = (_tables[order].CountOf((context << TokenBits) | (uint)token) + (kinds * probability)) / (total + kinds);
            }
        }

        return probability;
    }

    /// <summary>The most probable token; the smallest id of equals.</summary>
    public int MostProbable(int first, int second)
    {
        var (best, bestProbability) = (Boundary, 0.0);
        for (var order = 2; order >= 0; order--)
        {
            var (from, to) = Bounds(order, Context(order, first, second));
            for (var entry = from; entry < to; entry++)
            {
                var token = _tables[order].Token(entry);
                var probability = Probability(first, second, token);
                if (probability > bestProbability || (probability == bestProbability && token < best))
                {
                    (best, bestProbability) = (token, probability);
                }
            }
        }

        return best;
    }

    /// <summary>Draws a known token: exactly the model's distribution, the unknown place left out.</summary>
    public int Sample(int first, int second, ref StableRandom random)
    {
        for (var order = 2; order >= 0; order--)
        {
            var context = Context(order, first, second);
            var (total, kinds) = order == 0 ? _all : Weigh(order, context);
            if (total == 0 || random.NextDouble() * (total + kinds) >= total)
            {
                continue;
            }

            var left = random.Next(total);
            var (from, to) = Bounds(order, context);
            for (var entry = from; entry < to; entry++)
            {
                left -= _tables[order].Count(entry);
                if (left < 0)
                {
                    return _tables[order].Token(entry);
                }
            }
        }

        var uniform = random.Next(VocabularySize);
        return uniform == Boundary ? Boundary : uniform + 1;
    }

    private static ulong Context(int order, int first, int second) => order switch
    {
        0 => 0,
        1 => (uint)second,
        _ => ((ulong)(uint)first << TokenBits) | (uint)second,
    };

    private int Learn(string token)
    {
        if (!_ids.TryGetValue(token, out var id))
        {
            id = _tokens.Count;
            if ((ulong)id > TokenMask)
            {
                return Unknown;
            }

            _ids.Add(token, id);
            _tokens.Add(token);
        }

        return id;
    }

    private (int Total, int Kinds) Weigh(int order, ulong context)
    {
        var (from, to) = Bounds(order, context);
        var total = 0;
        for (var entry = from; entry < to; entry++)
        {
            total += _tables[order].Count(entry);
        }

        return (total, to - from);
    }

    private (int From, int To) Bounds(int order, ulong context)
    {
        var range = order == 0 ? _tables[0].All : _tables[order].Successors(context);
        return (range.Start.Value, range.End.Value);
    }
}
