using System.Text.Json.Serialization;
using Eval.Core.Statistics;

namespace Eval.Core.Results;

/// <summary>The score of one model on one benchmark under one protocol and metric. What is unknown is written as null, so that scripts find every name.</summary>
public sealed record ResultSummary
{
    public required string Model { get; init; }

    /// <summary>Bare name, e.g. <c>mmlu</c>.</summary>
    public required string Benchmark { get; init; }

    public required string Protocol { get; init; }

    public required int Version { get; init; }

    public required string Split { get; init; }

    public required string Metric { get; init; }

    /// <summary>The headline, 0 to 1; null when no sample has a score.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Value { get; init; }

    /// <summary>Lower end of the 95 % interval.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Lower { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Upper { get; init; }

    /// <summary>How <see cref="Value"/> averages: the protocol's own way.</summary>
    public required Averaging Average { get; init; }

    /// <summary>The value under the other averaging; null where there is one subject only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? OtherAverage { get; init; }

    /// <summary>True when a sample ended in error or has no record yet.</summary>
    public required bool Incomplete { get; init; }

    /// <summary>The value if every error were a wrong answer; equals <see cref="Value"/> without errors.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? ValueIfErrorsWrong { get; init; }

    public required StatusCounts Counts { get; init; }

    public required TokenTotals Tokens { get; init; }

    /// <summary>Total cost; null when any answer's cost is unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public CostRecord? Cost { get; init; }

    public required IReadOnlyList<GroupSummary> Groups { get; init; }

    public required IReadOnlyList<GroupSummary> Subsets { get; init; }
}
