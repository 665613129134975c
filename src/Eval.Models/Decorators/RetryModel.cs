using System.Globalization;
using Eval.Core.Models;

namespace Eval.Models.Decorators;

/// <summary>Tries failed requests again: transient ones only, with jittered backoff or as long as the server asks, under a cap per sample. The one place where retries happen and are counted.</summary>
public sealed class RetryModel : DelegatingModel
{
    // A check has no answer, and nobody reads this one.
    private static readonly Completion Checked = new() { Text = null, FinishReason = FinishReason.Unknown };

    private readonly RetryOptions _options;
    private readonly TimeProvider _time;
    private readonly long _seed;
    private volatile bool _hasConnected;

    /// <summary>Wraps a model.</summary>
    /// <param name="inner">The model.</param>
    /// <param name="options">Caps and waits.</param>
    /// <param name="time">Clock of the waits.</param>
    /// <param name="seed">Seed of the jitter.</param>
    public RetryModel(IModel inner, RetryOptions options, TimeProvider time, long seed)
        : base(inner)
    {
        _options = options;
        _time = time;
        _seed = seed;
    }

    public override Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RetryAsync(About(request.Metadata), token => Inner.GenerateAsync(request, token), cancellationToken);
    }

    public override Task<Completion> ScoreAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RetryAsync(About(request.Metadata), token => base.ScoreAsync(request, token), cancellationToken);
    }

    /// <summary>A check that met a busy server is made again, a few times.</summary>
    public override Task CheckAsync(CancellationToken cancellationToken) =>
        RetryAsync(
            new Attempts("check", 0, _time.GetTimestamp(), _options.OfChecks),
            async token =>
            {
                await base.CheckAsync(token).ConfigureAwait(false);
                return Checked;
            },
            cancellationToken);

    private Attempts About(RequestMetadata about) => new(about.SampleId, about.Repeat, _time.GetTimestamp(), _options);

    private async Task<Completion> RetryAsync(Attempts attempts, Func<CancellationToken, Task<Completion>> send, CancellationToken cancellationToken)
    {
        while (true)
        {
            attempts.Count++;
            try
            {
                var completion = await send(cancellationToken).ConfigureAwait(false);
                _hasConnected = true;
                return completion.IsCached || completion.Attempts == attempts.Count ? completion : completion with { Attempts = attempts.Count };
            }
            catch (ModelRequestException failure)
            {
                if (!MayTryAgain(failure, attempts))
                {
                    if (failure.IsUnreachable || (failure.IsTransient && attempts.Count > 1))
                    {
                        throw LastOf(failure, attempts.Count);
                    }

                    throw;
                }
            }

            await Task.Delay(attempts.NextDelay, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Exception LastOf(ModelRequestException failure, int attempts)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"{failure.Message} (tried {attempts} times)");
        return failure.IsUnreachable
            ? new ModelStoppedException(message, "Check that the server runs and that base_url names it, then start the same command again: what is done is kept.", failure)
            : new ModelRequestException(message, isTransient: true, failure)
            {
                StatusCode = failure.StatusCode,
                RetryAfter = failure.RetryAfter,
                Attempts = attempts,
            };
    }

    private bool MayTryAgain(ModelRequestException failure, Attempts attempts)
    {
        if (!failure.IsTransient)
        {
            return false;
        }

        _hasConnected |= !failure.IsUnreachable;
        attempts.Failures += failure.StatusCode == 429 ? 0 : 1;
        attempts.NextDelay = Delay(failure, attempts);
        var cap = failure.IsUnreachable && !_hasConnected ? attempts.Options.MaxFirstConnections : attempts.Options.MaxAttempts;
        return attempts.Failures < cap && _time.GetElapsedTime(attempts.Start) + attempts.NextDelay < attempts.Options.TotalTime;
    }

    // Full wait when the server says so, with up to a tenth on top so that waiters do not come back together; else exponential, jittered over its upper half.
    private TimeSpan Delay(ModelRequestException failure, Attempts attempts)
    {
        var jitter = new StableRandom(_seed, attempts.SampleId, (attempts.Repeat * 1009) + attempts.Count).NextDouble();
        if (failure.RetryAfter is { } asked)
        {
            return asked + (asked * 0.1 * jitter);
        }

        var exponential = Math.Min(_options.MaxDelay.TotalSeconds, _options.FirstDelay.TotalSeconds * Math.Pow(2, Math.Min(attempts.Count, 20) - 1));
        return TimeSpan.FromSeconds(exponential * (0.5 + (0.5 * jitter)));
    }

    /// <summary>What happened to one sample, or to the check before a run, so far.</summary>
    private sealed class Attempts(string sampleId, int repeat, long start, RetryOptions options)
    {
        public string SampleId { get; } = sampleId;

        public int Repeat { get; } = repeat;

        public long Start { get; } = start;

        public RetryOptions Options { get; } = options;

        public int Count { get; set; }

        /// <summary>Attempts that failed for another reason than the rate.</summary>
        public int Failures { get; set; }

        public TimeSpan NextDelay { get; set; }
    }
}
