using Eval.Core.Models;
using Eval.Models.Limits;

namespace Eval.Models.Decorators;

/// <summary>Sends each request only when the endpoint's gate lets it through.</summary>
public sealed class RateLimitModel(IModel inner, EndpointLimiter limiter) : DelegatingModel(inner)
{
    // Output of the first requests, before the average is known.
    private double _averageOutput = 256;

    public override Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var tokens = limiter.CountsTokens ? TokenEstimate.Count(request.Prompt) + (int)Math.Min(request.MaxTokens, _averageOutput) : 0;
        return SendAsync(tokens, token => Inner.GenerateAsync(request, token), cancellationToken);
    }

    public override Task<Completion> ScoreAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var tokens = limiter.CountsTokens ? TokenEstimate.Count(request.Prompt) * request.Prompt.Readings : 0;
        return SendAsync(tokens, token => base.ScoreAsync(request, token), cancellationToken);
    }

    private async Task<Completion> SendAsync(int tokens, Func<CancellationToken, Task<Completion>> send, CancellationToken cancellationToken)
    {
        var permit = await limiter.AcquireAsync(tokens, cancellationToken).ConfigureAwait(false);
        var (end, used, retryAfter) = (RequestEnd.Other, (int?)null, (TimeSpan?)null);
        try
        {
            var completion = await send(cancellationToken).ConfigureAwait(false);
            end = RequestEnd.Answered;
            used = Used(completion.Usage);
            return completion;
        }
        catch (ModelRequestException exception) when (exception.StatusCode is 429 or 503 or 529)
        {
            (end, used, retryAfter) = (RequestEnd.Refused, 0, exception.RetryAfter);
            throw;
        }
        finally
        {
            limiter.Release(permit, end, used, retryAfter);
        }
    }

    private int? Used(Usage usage)
    {
        if (usage.Output is { } output)
        {
            _averageOutput = (_averageOutput * 0.95) + (output * 0.05);
        }

        return usage.Input is null && usage.Output is null ? null : (usage.Input ?? 0) + (usage.Output ?? 0);
    }
}
