using Eval.Core.Models;

namespace Eval.Models.Caching;

/// <summary>What is kept of a completion.</summary>
internal sealed record CachedAnswer
{
    public string? Text { get; init; }

    public string? Reasoning { get; init; }

    public FinishReason FinishReason { get; init; }

    public IReadOnlyList<ContinuationScore> Choices { get; init; } = [];

    public Usage Usage { get; init; } = Usage.None;

    public double LatencyMs { get; init; }

    public string? ServerModel { get; init; }

    /// <summary>What the answer was paid in; null when its cost was unknown.</summary>
    public string? Currency { get; init; }

    public static CachedAnswer From(Completion completion) => new()
    {
        Text = completion.Text,
        Reasoning = completion.Reasoning,
        FinishReason = completion.FinishReason,
        Choices = completion.Choices,
        Usage = completion.Usage,
        LatencyMs = completion.Latency.TotalMilliseconds,
        ServerModel = completion.ServerModel,
        Currency = completion.Cost?.Currency,
    };

    /// <summary>The completion again: no attempt was made and nothing was paid.</summary>
    public Completion ToCompletion() => new()
    {
        Text = Text,
        Reasoning = Reasoning,
        FinishReason = FinishReason,
        Choices = Choices,
        Usage = Usage,
        Latency = TimeSpan.FromMilliseconds(LatencyMs),
        ServerModel = ServerModel,
        Cost = Currency is null ? null : new Cost(0, Currency),
        Attempts = 0,
        IsCached = true,
    };
}
