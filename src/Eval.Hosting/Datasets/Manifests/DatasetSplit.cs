namespace Eval.Hosting.Datasets.Manifests;

/// <summary>What one split of a data set must contain.</summary>
public sealed record DatasetSplit
{
    public required string Name { get; init; }

    /// <summary>Samples in the whole split.</summary>
    public required int Count { get; init; }

    /// <summary>Number of subjects, each in its own file; null where the split is one file.</summary>
    public int? Subjects { get; init; }

    /// <summary>Where the split lies below the benchmark's folder, <c>/</c> between folders; <c>{subject}</c> stands for any subject.</summary>
    public required string Path { get; init; }

    /// <summary>Other file names under which the same file is handed around; it is read under its own.</summary>
    public IReadOnlyList<string> AlsoNamed { get; init; } = [];

    /// <summary>True where copies with and without answers are about.</summary>
    public bool AreAnswersOptional { get; init; }

    /// <summary>Content digests of known copies, lower-case hex (<see cref="Core.Datasets.ContentDigest"/>).
    /// Where answers are optional, the digest of the copy without them stands for every copy with the same questions.</summary>
    public IReadOnlyList<string> Digests { get; init; } = [];
}
