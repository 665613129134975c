namespace Eval.Hosting.Datasets.Installing;

/// <summary>How a data set is installed.</summary>
public sealed record InstallOptions
{
    /// <summary>The datasets folder that gets the benchmark's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Fetch and replace even a copy that is right.</summary>
    public bool Force { get; init; }

    /// <summary>Accept readable data with the right counts whose content no manifest knows.</summary>
    public bool AllowsUnknownContent { get; init; }

    /// <summary>Source to fetch from; null tries all in the manifest's order.</summary>
    public string? Source { get; init; }

    public UnpackLimits Limits { get; init; } = new();
}
