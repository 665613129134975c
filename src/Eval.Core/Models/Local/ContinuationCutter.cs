using Eval.Core.Prompts;

namespace Eval.Core.Models.Local;

/// <summary>Makes context and continuation fit together.</summary>
public static class ContinuationCutter
{
    /// <summary>The pair with its context cut from the left where the protocol cuts so; the same pair where it fits.</summary>
    /// <param name="pair">Context and continuation in tokens.</param>
    /// <param name="truncation">The protocol's rule.</param>
    /// <param name="contextLength">Tokens the model can read; a continuation's last token is predicted, never read.</param>
    /// <exception cref="ContextLengthException">The pair does not fit and the rule does not cut tokens.</exception>
    public static EncodedContinuation Cut(EncodedContinuation pair, Truncation truncation, int contextLength)
    {
        ArgumentNullException.ThrowIfNull(pair);
        ArgumentNullException.ThrowIfNull(truncation);
        var limit = Math.Min(truncation.MaxTokens ?? int.MaxValue, contextLength - (pair.Continuation.Count - 1));
        if (pair.Context.Count <= limit)
        {
            return pair;
        }

        if (truncation.Rule != TruncationRule.CutLeft || limit <= 0)
        {
            throw new ContextLengthException(pair.Context.Count + pair.Continuation.Count - 1, Math.Min(contextLength, truncation.MaxTokens ?? int.MaxValue));
        }

        return pair with { Context = [.. pair.Context.Skip(pair.Context.Count - limit)] };
    }
}
