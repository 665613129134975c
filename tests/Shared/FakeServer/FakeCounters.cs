using System.Collections.Concurrent;

namespace Eval.Testing.FakeServer;

/// <summary>Counters behind <see cref="FakeServerStats"/>; all thread-safe.</summary>
internal sealed class FakeCounters
{
    private readonly ConcurrentDictionary<string, int> _faults = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ulong, byte> _delivered = new();
    private int _requests;
    private int _answered;
    private int _lost;
    private int _answeredAgain;
    private int _overLimit;
    private int _unauthorized;
    private int _inFlight;
    private int _maxInFlight;

    public void Fault(string fault) => _faults.AddOrUpdate(fault, 1, (_, count) => count + 1);

    public void OverLimit() => Interlocked.Increment(ref _overLimit);

    public void Unauthorized() => Interlocked.Increment(ref _unauthorized);

    public void Answered(ulong bodyHash, bool isLost)
    {
        Interlocked.Increment(ref _answered);
        if (isLost)
        {
            Interlocked.Increment(ref _lost);
        }
        else if (!_delivered.TryAdd(bodyHash, 0))
        {
            Interlocked.Increment(ref _answeredAgain);
        }
    }

    /// <summary>Counts a request in; returns how many are now in flight.</summary>
    public int Enter()
    {
        Interlocked.Increment(ref _requests);
        var now = Interlocked.Increment(ref _inFlight);
        for (var seen = _maxInFlight; now > seen; seen = _maxInFlight)
        {
            if (Interlocked.CompareExchange(ref _maxInFlight, now, seen) == seen)
            {
                break;
            }
        }

        return now;
    }

    public void Leave() => Interlocked.Decrement(ref _inFlight);

    public FakeServerStats Read() => new()
    {
        Requests = _requests,
        Answered = _answered,
        Lost = _lost,
        AnsweredAgain = _answeredAgain,
        OverLimit = _overLimit,
        Unauthorized = _unauthorized,
        MaxInFlight = _maxInFlight,
        Faults = new SortedDictionary<string, int>(_faults, StringComparer.Ordinal),
    };
}
