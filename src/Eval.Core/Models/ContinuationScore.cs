namespace Eval.Core.Models;

/// <summary>Log-probability of one continuation.</summary>
/// <param name="LogProbability">Natural logarithm, summed over the continuation's tokens; finite and ≤ 0.</param>
/// <param name="TokenCount">Tokens of the continuation.</param>
/// <param name="IsGreedy">Whether greedy decoding would have produced exactly this continuation.</param>
public sealed record ContinuationScore(double LogProbability, int TokenCount, bool IsGreedy)
{
    /// <summary>Stands for "not among the tokens that the server reported", where only the likeliest first tokens are known; Hendrycks' script has the same number.</summary>
    public const double Unlisted = -100;
}
