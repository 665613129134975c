namespace Eval.Models.Limits;

/// <summary>
/// How many requests may be in flight: doubles until the first refusal, then grows by one for each round of answers and shrinks by a tenth (at least by one) for each refused round
/// (additive increase, multiplicative decrease). Refusals of one round count once. Not thread-safe.
/// </summary>
internal sealed class AdaptiveLimit(int initial, int ceiling, bool isProbing)
{
    private const double Decrease = 0.9;

    private bool _isProbing = isProbing;
    private double _credit;
    private long _sent;
    private long _lastDecrease = -1;

    public int Value { get; private set; } = Math.Min(initial, ceiling);

    /// <summary>Rounds that were refused for too high a rate so far.</summary>
    public int Refusals { get; private set; }

    /// <summary>Number of a request, to tell rounds apart.</summary>
    public long Send() => _sent++;

    /// <summary>A request was answered; <paramref name="wasFull"/> when the limit was in use as it was sent.</summary>
    public void Answered(bool wasFull)
    {
        if (!wasFull)
        {
            return;
        }

        _credit += _isProbing ? 1 : 1.0 / Value;
        if (_credit >= 1)
        {
            _credit = 0;
            Value = Math.Min(ceiling, Value + 1);
        }
    }

    /// <summary>A request was refused for too high a rate.</summary>
    /// <param name="number">As <see cref="Send"/> gave it.</param>
    public void Refused(long number)
    {
        if (number <= _lastDecrease)
        {
            return;
        }

        Value = Math.Max(1, Math.Min(Value - 1, (int)(Value * (_isProbing ? 0.5 : Decrease))));
        Refusals++;
        _isProbing = false;
        _credit = 0;
        _lastDecrease = _sent - 1;
    }
}
