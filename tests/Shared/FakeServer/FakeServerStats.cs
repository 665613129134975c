namespace Eval.Testing.FakeServer;

/// <summary>What the server saw; read at <c>/stats</c>.</summary>
public sealed record FakeServerStats
{
    public int Requests { get; init; }

    /// <summary>Good answers made, those lost on the wire included: what a provider would bill.</summary>
    public int Answered { get; init; }

    /// <summary>Good answers that never arrived whole (drop, malformed).</summary>
    public int Lost { get; init; }

    /// <summary>Good answers to a body that had already been answered and delivered.</summary>
    public int AnsweredAgain { get; init; }

    /// <summary>Refused because of the server's own concurrency or rate limit.</summary>
    public int OverLimit { get; init; }

    public int Unauthorized { get; init; }

    public int MaxInFlight { get; init; }

    /// <summary>Injected faults by kind.</summary>
    public IReadOnlyDictionary<string, int> Faults { get; init; } = new Dictionary<string, int>();
}
