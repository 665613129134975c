namespace Eval.Core.Models;

/// <summary>What came back for one request.</summary>
public sealed record Completion
{
    /// <summary>The answer without its reasoning; empty is an answer, null means none was obtained (an error, with <see cref="Refusal"/> or the finish reason saying why).</summary>
    public required string? Text { get; init; }

    /// <summary>Thought that came apart from the answer; null when there was none.</summary>
    public string? Reasoning { get; init; }

    public required FinishReason FinishReason { get; init; }

    /// <summary>Scores of the request's continuations in order; empty for generated text.</summary>
    public IReadOnlyList<ContinuationScore> Choices { get; init; } = [];

    public Usage Usage { get; init; } = Usage.None;

    /// <summary>Time of the successful attempt.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Attempts made, at least 1; 0 for a cache hit.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Model id the server reported; null when it said nothing.</summary>
    public string? ServerModel { get; init; }

    public bool IsCached { get; init; }

    /// <summary>Cost of this answer; null when the price is unknown.</summary>
    public Cost? Cost { get; init; }

    /// <summary>The server's words when it declined to answer.</summary>
    public string? Refusal { get; init; }
}
