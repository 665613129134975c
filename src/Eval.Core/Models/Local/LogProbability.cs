namespace Eval.Core.Models.Local;

/// <summary>Log-probabilities from logits, in double precision.</summary>
public static class LogProbability
{
    /// <summary>log Σ exp(logit). NaN in, NaN out.</summary>
    public static double LogSumExp(ReadOnlySpan<float> logits)
    {
        var max = float.NegativeInfinity;
        foreach (var logit in logits)
        {
            max = MathF.Max(max, logit);
        }

        var sum = 0.0;
        foreach (var logit in logits)
        {
            sum += Math.Exp((double)logit - max);
        }

        return max + Math.Log(sum);
    }

    /// <summary>Whether any logit is no number.</summary>
    public static bool HasNaN(ReadOnlySpan<float> logits)
    {
        foreach (var logit in logits)
        {
            if (float.IsNaN(logit))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Index of the largest logit, the first of equals.</summary>
    public static int ArgMax(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
        {
            if (logits[i] > logits[best])
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>A sum that may be recorded: finite and at most 0 (rounding above 0 becomes 0).</summary>
    /// <exception cref="ModelRequestException">It is NaN or infinite: the engine computed nothing that can be compared.</exception>
    public static double Checked(double logProbability) => double.IsFinite(logProbability) && logProbability <= 1e-3
        ? Math.Min(logProbability, 0)
        : throw new ModelRequestException($"The engine gave {logProbability.ToString(System.Globalization.CultureInfo.InvariantCulture)} as a log-probability; weights or precision are broken.");
}
