namespace Eval.Models.Limits;

/// <summary>Spreads a number per minute evenly, with a small burst: no minute sees more than the number. Not thread-safe.</summary>
internal sealed class TokenBucket
{
    private readonly TimeProvider _time;
    private readonly double _capacity;
    private readonly double _perSecond;
    private double _level;
    private long _last;

    public TokenBucket(int perMinute, TimeProvider time)
    {
        _time = time;
        _capacity = Math.Max(1, perMinute / 20.0);
        _perSecond = Math.Max(perMinute - _capacity, perMinute / 2.0) / 60;
        _level = _capacity;
        _last = time.GetTimestamp();
    }

    /// <summary>Time until the amount may be taken; zero when it may be taken now. An amount above the burst waits for a full bucket.</summary>
    public TimeSpan Wait(double amount)
    {
        Refill();
        var missing = Math.Min(amount, _capacity) - _level;
        return missing <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(missing / _perSecond);
    }

    /// <summary>Takes the amount; the level may go below zero.</summary>
    public void Take(double amount)
    {
        Refill();
        _level -= amount;
    }

    /// <summary>Corrects an estimate: positive gives back.</summary>
    public void Return(double amount) => _level = Math.Min(_capacity, _level + amount);

    private void Refill()
    {
        var now = _time.GetTimestamp();
        _level = Math.Min(_capacity, _level + (_time.GetElapsedTime(_last, now).TotalSeconds * _perSecond));
        _last = now;
    }
}
