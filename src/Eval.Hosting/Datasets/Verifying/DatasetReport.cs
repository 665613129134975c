using System.Text.Json.Serialization;

namespace Eval.Hosting.Datasets.Verifying;

/// <summary>What was found of one data set in one folder.</summary>
public sealed record DatasetReport
{
    public required string Name { get; init; }

    /// <summary>The benchmark's own folder.</summary>
    public required string Folder { get; init; }

    public required IReadOnlyList<SplitReport> Splits { get; init; }

    public IReadOnlyList<ExemplarReport> Exemplars { get; init; } = [];

    /// <summary>True where nothing that is there is wrong, and something is there. An absent split is no error: only what needs it cannot be run.</summary>
    public bool IsSound => Splits.Any(split => split.State == SplitState.Verified) && States.All(state => state is SplitState.Verified or SplitState.Absent);

    /// <summary>True where every split and every exemplar file is there and right.</summary>
    public bool IsComplete => States.All(state => state == SplitState.Verified);

    /// <summary>True where everything that is there can be read and has its counts, whether or not its content is known.</summary>
    [JsonIgnore]
    public bool IsReadable => Splits.Any(split => split.State != SplitState.Absent) && States.All(state => state is SplitState.Verified or SplitState.Absent or SplitState.UnknownContent);

    private IEnumerable<SplitState> States => Splits.Select(split => split.State).Concat(Exemplars.Select(exemplar => exemplar.State));
}
