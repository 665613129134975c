namespace Eval.Reporting.Views;

/// <summary>The frame of a page of samples; the samples themselves are loaded as they are looked at.</summary>
internal sealed record SamplePageView
{
    public required string Heading { get; init; }

    public required string Model { get; init; }

    public required string Kind { get; init; }

    public required string Benchmark { get; init; }

    public required string Badge { get; init; }

    public required string Method { get; init; }

    /// <summary>Folder of the data beside the page.</summary>
    public required string Data { get; init; }

    public required string Summary { get; init; }

    /// <summary>What is left out of the page; null when nothing is.</summary>
    public string? Prompts { get; init; }

    /// <summary>The samples file in the run folder.</summary>
    public required string Records { get; init; }

    /// <summary>Words for the script, as JSON.</summary>
    public required string Words { get; init; }
}
