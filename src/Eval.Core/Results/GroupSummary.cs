using System.Text.Json.Serialization;

namespace Eval.Core.Results;

/// <summary>The score of one subject or one group of subjects.</summary>
public sealed record GroupSummary
{
    public required string Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Value { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Lower { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Upper { get; init; }

    public required StatusCounts Counts { get; init; }
}
