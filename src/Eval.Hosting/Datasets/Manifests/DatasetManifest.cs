namespace Eval.Hosting.Datasets.Manifests;

/// <summary>Where a data set comes from, under which licence, and what it must contain.</summary>
public sealed record DatasetManifest
{
    /// <summary>Name of the benchmark, and of its folder.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    public required string Homepage { get; init; }

    public required string Paper { get; init; }

    public required DatasetLicence Licence { get; init; }

    public required IReadOnlyList<DatasetSplit> Splits { get; init; }

    /// <summary>In the order they are tried.</summary>
    public required IReadOnlyList<DatasetSource> Sources { get; init; }

    public IReadOnlyList<ExemplarSource> Exemplars { get; init; } = [];
}
