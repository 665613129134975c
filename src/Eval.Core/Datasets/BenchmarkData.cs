namespace Eval.Core.Datasets;

/// <summary>One split of a benchmark in memory, with the examples its protocols draw shots from.</summary>
public sealed record BenchmarkData
{
    public required string Benchmark { get; init; }

    public required string Split { get; init; }

    /// <summary>Folder the data came from (the benchmark's own folder, e.g. <c>…/mmlu</c>).</summary>
    public required string Folder { get; init; }

    /// <summary>All samples of the split in position order, before any limit or subset.</summary>
    public required IReadOnlyList<Sample> Samples { get; init; }

    /// <summary>Examples that shots are drawn from, in file order: the dev split of multiple choice, GSM8K's train split; may be empty.</summary>
    public required IReadOnlyList<Sample> Examples { get; init; }

    /// <summary>SHA-256 of the parsed rows in canonical JSON, lower-case hex, by split (the split itself and the examples' split).</summary>
    public required IReadOnlyDictionary<string, string> Digests { get; init; }
}
