namespace Eval.Core.Models;

/// <summary>Optional ability: true log-probabilities of given continuations of one context.</summary>
public interface IContinuationScorer
{
    /// <summary>Scores every continuation of the request's context, in order.</summary>
    /// <exception cref="ContextLengthException">The context does not fit and the protocol's truncation rule forbids cutting.</exception>
    /// <exception cref="ModelRequestException">This request failed for good; the sample becomes an error.</exception>
    /// <exception cref="ModelStoppedException">No request to this model can succeed.</exception>
    Task<Completion> ScoreAsync(ContinuationRequest request, CancellationToken cancellationToken);
}
