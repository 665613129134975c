namespace Eval.Hosting.Datasets.Verifying;

/// <summary>What was found of one split.</summary>
public sealed record SplitReport
{
    public required string Name { get; init; }

    public required SplitState State { get; init; }

    /// <summary>Samples read; 0 where nothing could be.</summary>
    public int Count { get; init; }

    public required int ExpectedCount { get; init; }

    /// <summary>Samples that carry an answer; null for a split that is known in one form only.</summary>
    public int? Labelled { get; init; }

    /// <summary>Content digest of what was read, lower-case hex.</summary>
    public string? Digest { get; init; }

    /// <summary>What is wrong, each as <c>file:line: what</c>.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}
