namespace Eval.Core.Models.Local;

/// <summary>Chooses tokens in transformers' order: repetition penalty, temperature, top-k, top-p. The same seed on the same logits chooses the same tokens, whatever shares the batch.</summary>
public sealed class TokenSampler(SamplingSettings settings)
{
    private readonly Random _random = new(HashCode((settings ?? throw new ArgumentNullException(nameof(settings))).Seed));

    /// <param name="logits">Of the next token, over the vocabulary.</param>
    /// <param name="seen">Tokens read and generated so far.</param>
    public int Choose(ReadOnlySpan<float> logits, IEnumerable<int> seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        if (settings.RepetitionPenalty == 1 && settings.Temperature == 0)
        {
            return LogProbability.ArgMax(logits);
        }

        var weights = logits.ToArray();
        if (settings.RepetitionPenalty != 1)
        {
            var penalty = (float)settings.RepetitionPenalty;
            foreach (var id in seen.Distinct())
            {
                weights[id] = weights[id] > 0 ? weights[id] / penalty : weights[id] * penalty;
            }
        }

        return settings.Temperature == 0 ? LogProbability.ArgMax(weights) : Sample(weights);
    }

    private int Sample(float[] logits)
    {
        var candidates = Enumerable.Range(0, logits.Length).ToArray();
        var keys = Array.ConvertAll(logits, logit => -logit);
        Array.Sort(keys, candidates);
        var kept = settings.TopK > 0 ? Math.Min(settings.TopK, candidates.Length) : candidates.Length;
        var probabilities = new double[kept];
        var sum = 0.0;
        for (var i = 0; i < kept; i++)
        {
            probabilities[i] = Math.Exp((keys[0] - keys[i]) / settings.Temperature);
            sum += probabilities[i];
        }

        kept = KeepTopP(probabilities, sum, out sum);
        var target = _random.NextDouble() * sum;
        for (var i = 0; i < kept; i++)
        {
            target -= probabilities[i];
            if (target < 0)
            {
                return candidates[i];
            }
        }

        return candidates[kept - 1];
    }

    // The smallest set of the most likely tokens whose probability reaches top-p; always at least one.
    private int KeepTopP(double[] probabilities, double sum, out double keptSum)
    {
        keptSum = 0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            keptSum += probabilities[i];
            if (keptSum >= settings.TopP * sum)
            {
                return i + 1;
            }
        }

        return probabilities.Length;
    }

    private static int HashCode(long seed) => unchecked((int)(seed ^ (seed >> 32)));
}
