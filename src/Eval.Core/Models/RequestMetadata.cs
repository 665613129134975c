namespace Eval.Core.Models;

/// <summary>What a request is for. Never sent to a model and never part of the cache key (only <see cref="Repeat"/> is keyed); replay files, baselines and plugins need it.</summary>
public sealed record RequestMetadata
{
    public required string Benchmark { get; init; }

    public required string Protocol { get; init; }

    public required string SampleId { get; init; }

    public required string Subset { get; init; }

    /// <summary>Repeat of the sample, from 0.</summary>
    public required int Repeat { get; init; }

    public required string Question { get; init; }

    public IReadOnlyList<string> Choices { get; init; } = [];
}
