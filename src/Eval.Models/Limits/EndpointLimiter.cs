using System.Net.Http.Headers;

namespace Eval.Models.Limits;

/// <summary>The gate in front of one endpoint, shared by all models behind it: adaptive concurrency, requests and tokens per minute, pauses the server asked for. Thread-safe; first come, first served.</summary>
public sealed class EndpointLimiter : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly AdaptiveLimit _limit;
    private readonly TokenBucket? _requests;
    private readonly TokenBucket? _tokens;
    private readonly Queue<Waiter> _waiters = new();
    private readonly ITimer _timer;
    private int _inFlight;
    private long _pausedUntil;

    public EndpointLimiter(LimiterOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _limit = new AdaptiveLimit(options.Initial, options.Ceiling, options.IsProbing);
        _requests = options.RequestsPerMinute is { } requests ? new TokenBucket(requests, time) : null;
        _tokens = options.TokensPerMinute is { } tokens ? new TokenBucket(tokens, time) : null;
        _timer = time.CreateTimer(static state => ((EndpointLimiter)state!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _pausedUntil = time.GetTimestamp();
    }

    /// <summary>Requests that may be in flight now.</summary>
    public int Limit
    {
        get
        {
            lock (_gate)
            {
                return _limit.Value;
            }
        }
    }

    /// <summary>What the endpoint was found to take; null while it has refused nothing.</summary>
    public FoundLimit? Found
    {
        get
        {
            lock (_gate)
            {
                return _limit.Refusals > 0 ? new FoundLimit(_limit.Value, _limit.Refusals) : null;
            }
        }
    }

    /// <summary>Whether the tokens of a request matter; where they do not, nobody needs to count them.</summary>
    internal bool CountsTokens => _tokens is not null;

    /// <summary>Waits until a request of about this many tokens may be sent.</summary>
    internal async ValueTask<Permit> AcquireAsync(int tokens, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_gate)
        {
            if (_waiters.Count == 0 && WaitFor(tokens) == TimeSpan.Zero)
            {
                return Admit(tokens);
            }

            waiter = new Waiter(tokens);
            _waiters.Enqueue(waiter);
            Schedule();
        }

        using var cancelled = cancellationToken.UnsafeRegister(static (state, token) => ((Waiter)state!).Source.TrySetCanceled(token), waiter);
        return await waiter.Source.Task.ConfigureAwait(false);
    }

    /// <summary>Gives a permit back and learns from how the request ended.</summary>
    /// <param name="permit">What <see cref="AcquireAsync"/> gave.</param>
    /// <param name="end">How the request ended.</param>
    /// <param name="tokens">Tokens really used; null keeps the estimate.</param>
    /// <param name="retryAfter">How long the server asks everyone to wait; null when it does not.</param>
    internal void Release(Permit permit, RequestEnd end, int? tokens, TimeSpan? retryAfter)
    {
        lock (_gate)
        {
            _inFlight--;
            _tokens?.Return(permit.Tokens - (tokens ?? permit.Tokens));
            if (end == RequestEnd.Answered)
            {
                _limit.Answered(permit.WasFull);
            }
            else if (end == RequestEnd.Refused)
            {
                _limit.Refused(permit.Number);
                if (retryAfter is { } wait)
                {
                    Pause(wait);
                }
            }

            AdmitWaiting();
        }
    }

    /// <summary>Reads the headers in which providers say how much is left; waits for the reset when nothing is.</summary>
    internal void Observe(HttpResponseHeaders headers)
    {
        if (RateLimitHeaders.ReadPause(headers, _time) is { } wait)
        {
            lock (_gate)
            {
                Pause(wait);
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Wake()
    {
        lock (_gate)
        {
            AdmitWaiting();
        }
    }

    private void AdmitWaiting()
    {
        while (_waiters.TryPeek(out var waiter))
        {
            if (waiter.Source.Task.IsCompleted)
            {
                _waiters.Dequeue();
                continue;
            }

            if (WaitFor(waiter.Tokens) != TimeSpan.Zero)
            {
                break;
            }

            _waiters.Dequeue();
            var permit = Admit(waiter.Tokens);
            if (!waiter.Source.TrySetResult(permit))
            {
                _inFlight--;
            }
        }

        Schedule();
    }

    // Infinite while only a slot is missing: a release brings it.
    private TimeSpan WaitFor(int tokens)
    {
        if (_inFlight >= _limit.Value)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var now = _time.GetTimestamp();
        var pause = now < _pausedUntil ? _time.GetElapsedTime(now, _pausedUntil) : TimeSpan.Zero;
        return Max(pause, Max(_requests?.Wait(1) ?? TimeSpan.Zero, _tokens?.Wait(tokens) ?? TimeSpan.Zero));
    }

    private Permit Admit(int tokens)
    {
        _inFlight++;
        _requests?.Take(1);
        _tokens?.Take(tokens);
        return new Permit(_limit.Send(), tokens, WasFull: _inFlight >= _limit.Value);
    }

    private void Pause(TimeSpan wait)
    {
        var until = _time.GetTimestamp() + (long)(wait.TotalSeconds * _time.TimestampFrequency);
        _pausedUntil = Math.Max(_pausedUntil, until);
    }

    private void Schedule()
    {
        if (_waiters.TryPeek(out var waiter) && WaitFor(waiter.Tokens) is var wait && wait > TimeSpan.Zero)
        {
            _timer.Change(wait + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private sealed class Waiter(int tokens)
    {
        public int Tokens { get; } = tokens;

        public TaskCompletionSource<Permit> Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
