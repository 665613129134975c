namespace Eval.Reporting.Published;

/// <summary>A score someone published.</summary>
public sealed record PublishedScore
{
    /// <summary>Id of the model (the checkpoint) in the catalogue.</summary>
    public required string Model { get; init; }

    public required string Benchmark { get; init; }

    /// <summary>Protocol as this project names it; null where none of ours is the publisher's.</summary>
    public string? Protocol { get; init; }

    public string? Split { get; init; }

    public int? Shots { get; init; }

    public string? Metric { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Value { get; init; }

    public required string Source { get; init; }

    /// <summary>Date of the checkpoint, as published.</summary>
    public string? CheckpointDate { get; init; }
}
