namespace Eval.IntegrationTests.Sandbox;

/// <summary>A clock whose timers can be made to ring early, so that a test need not wait for a deadline of a minute.</summary>
internal sealed class FastClock : TimeProvider
{
    /// <summary>How many times sooner timers made from now on ring.</summary>
    public double Factor { get; set; } = 1;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / Factor : dueTime, period);
}
