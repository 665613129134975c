namespace Eval.Hosting.Datasets.Verifying;

/// <summary>What was found of one exemplar file.</summary>
public sealed record ExemplarReport
{
    /// <summary>Path below the benchmark's folder.</summary>
    public required string Path { get; init; }

    public required SplitState State { get; init; }

    public string? Digest { get; init; }

    public IReadOnlyList<string> Problems { get; init; } = [];
}
