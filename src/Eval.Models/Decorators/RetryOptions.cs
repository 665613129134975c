namespace Eval.Models.Decorators;

/// <summary>How often and how long a failed request is tried again.</summary>
public sealed record RetryOptions
{
    /// <summary>Attempts of one sample, refusals for too high a rate (429) not counted.</summary>
    public int MaxAttempts { get; init; } = 8;

    /// <summary>Attempts while no connection has ever come about: a wrong address shows at once.</summary>
    public int MaxFirstConnections { get; init; } = 3;

    /// <summary>Time after which no new attempt of a sample begins.</summary>
    public TimeSpan TotalTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Wait before the second attempt; it doubles with each further one.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The same for the check before a run, which somebody waits for: four attempts within two minutes at most.</summary>
    public RetryOptions OfChecks => this with
    {
        MaxAttempts = Math.Min(MaxAttempts, 4),
        TotalTime = TotalTime < TimeSpan.FromMinutes(2) ? TotalTime : TimeSpan.FromMinutes(2),
    };
}
