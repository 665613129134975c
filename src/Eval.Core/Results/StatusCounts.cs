namespace Eval.Core.Results;

/// <summary>How samples ended. <see cref="Total"/> is what was planned: the four counts add up to it when the run is complete.</summary>
public sealed record StatusCounts(int Total, int Scored, int NoAnswer, int Truncated, int Error)
{
    /// <summary>The denominator of a score.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int Judged => Scored + NoAnswer + Truncated;
}
