namespace Eval.Hosting.Datasets.Manifests;

/// <summary>One place a whole data set can be fetched from.</summary>
public sealed record DatasetSource
{
    /// <summary>Short name, as <c>--source</c> takes it: <c>huggingface</c>, <c>modelscope</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The files to fetch; an archive is one file.</summary>
    public required IReadOnlyList<RemoteFile> Files { get; init; }

    /// <summary>True where the files are archives that hold the data set's files.</summary>
    public required bool IsArchive { get; init; }

    public string? Note { get; init; }
}
