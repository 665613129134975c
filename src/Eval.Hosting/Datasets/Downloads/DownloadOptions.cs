namespace Eval.Hosting.Datasets.Downloads;

/// <summary>Limits of one download.</summary>
public sealed record DownloadOptions
{
    /// <summary>Times one address is asked before it counts as failed. A try that brought bytes does not count.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Pause before the second try; it doubles with each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause, also where the server asks for a longer one.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time without a single byte after which the connection counts as broken.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Redirects that are followed from one address.</summary>
    public int Redirects { get; init; } = 10;

    /// <summary>Bytes a file may have.</summary>
    public long LargestFile { get; init; } = 2L << 30;
}
