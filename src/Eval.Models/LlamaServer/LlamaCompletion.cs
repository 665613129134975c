namespace Eval.Models.LlamaServer;

/// <summary>Answer of <c>/completion</c>.</summary>
internal sealed record LlamaCompletion
{
    public string Content { get; init; } = "";

    /// <summary><c>eos</c>, <c>word</c>, <c>limit</c> or <c>none</c>.</summary>
    public string? StopType { get; init; }

    /// <summary>True where the context was full.</summary>
    public bool Truncated { get; init; }

    public int TokensPredicted { get; init; }

    public LlamaTimings? Timings { get; init; }

    public IReadOnlyList<LlamaToken> CompletionProbabilities { get; init; } = [];
}
