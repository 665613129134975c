namespace Eval.Hosting.Datasets.Manifests;

/// <summary>Worked examples that some protocols put before every question, and the upstream file they are taken from.</summary>
public sealed record ExemplarSource
{
    public required string Id { get; init; }

    public required RemoteFile File { get; init; }

    public required ExemplarConversion Conversion { get; init; }

    /// <summary>Where the file lies below the benchmark's folder, <c>/</c> between folders.</summary>
    public required string Path { get; init; }

    /// <summary>Worked examples in the file.</summary>
    public required int Count { get; init; }

    /// <summary>SPDX identifier of the upstream repository.</summary>
    public required string Licence { get; init; }

    /// <summary>Content digests of known copies, lower-case hex.</summary>
    public IReadOnlyList<string> Digests { get; init; } = [];
}
