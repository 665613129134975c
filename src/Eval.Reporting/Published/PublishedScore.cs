namespace Eval.Reporting.Published;

/// <summary>A score someone published.</summary>
public sealed record PublishedScore
{
    /// <summary>Id of the model in the catalogue.</summary>
    public required string Model { get; init; }

    /// <summary>Which of the model's checkpoints, an ISO date; null where there is only one or the document does not say.</summary>
    public string? Checkpoint { get; init; }

    public required string Benchmark { get; init; }

    /// <summary>The protocol of ours with the same prompt, shots, extraction and average, e.g. <c>mmlu@qwen</c>; null where there is none: such a score is never set beside a measured one.</summary>
    public string? Protocol { get; init; }

    /// <summary>Null where the document does not say.</summary>
    public string? Split { get; init; }

    public int? Shots { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Value { get; init; }

    /// <summary>Title of the document.</summary>
    public required string Source { get; init; }

    public required string Address { get; init; }
}
