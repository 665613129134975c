namespace Eval.Core.Results;

/// <summary><c>summary.json</c>: an interface that scripts read. A change of names raises <see cref="CurrentFormatVersion"/>.</summary>
public sealed record RunSummary
{
    public const int CurrentFormatVersion = 1;

    public int FormatVersion { get; init; } = CurrentFormatVersion;

    public required string RunId { get; init; }

    /// <summary>See <see cref="RunStatus"/>.</summary>
    public required RunStatus Status { get; init; }

    public required IReadOnlyList<SkippedResult> Skipped { get; init; }

    /// <summary>One per (model, benchmark@protocol, metric), sorted by benchmark, protocol, metric order, then model.</summary>
    public required IReadOnlyList<ResultSummary> Results { get; init; }
}
