using Eval.Core.Results;
using Eval.Core.Statistics;
using Eval.Reporting.Comparing;

namespace Eval.Reporting.Leaderboards;

/// <summary>One column with its results in the order of the board's models; a place is null where a model has none.</summary>
internal sealed record BoardColumn
{
    public required ColumnKey Key { get; init; }

    /// <summary>Any of the column's tasks: data, digests and metrics are the same for all.</summary>
    public required TaskManifest Task { get; init; }

    /// <summary>Headline metric.</summary>
    public required string Metric { get; init; }

    /// <summary>Headline results by model.</summary>
    public required IReadOnlyList<ResultSummary?> Results { get; init; }

    /// <summary>Results of the further metrics by model.</summary>
    public required IReadOnlyList<IReadOnlyList<ResultSummary>> Extras { get; init; }

    /// <summary>Intervals by model; null where there is no value or the result is incomplete, so that it is neither ranked nor compared.</summary>
    public required IReadOnlyList<Estimate?> Comparable { get; init; }

    public required IReadOnlyList<RankRange?> Ranks { get; init; }

    /// <summary>True where the run has another column of the same benchmark, so that the name needs its protocol.</summary>
    public required bool SharesBenchmark { get; init; }

    public double? Chance => Task.ChanceLevel;

    /// <summary>Questions asked of each model.</summary>
    public int Questions => Task.Samples;
}
