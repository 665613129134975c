namespace Eval.Core.Results;

/// <summary>One benchmark under one protocol for one model, as planned.</summary>
public sealed record TaskManifest
{
    public required string Model { get; init; }

    public required string Benchmark { get; init; }

    public required string Protocol { get; init; }

    public required int Version { get; init; }

    public required string Split { get; init; }

    /// <summary>Subjects asked for; empty for all.</summary>
    public IReadOnlyList<string> Subsets { get; init; } = [];

    public required int Samples { get; init; }

    public required int Repeats { get; init; }

    /// <summary>Metric names, headline first.</summary>
    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>Folder the data were read from, as given.</summary>
    public required string Dataset { get; init; }

    /// <summary>True where the data are the built-in mini items, which no published score may be compared with.</summary>
    public bool IsMini { get; init; }

    /// <summary>Content digest by split.</summary>
    public required IReadOnlyDictionary<string, string> Digests { get; init; }

    /// <summary>SHA-256 over all prompts joined by NUL, in sample order.</summary>
    public required string PromptsSha256 { get; init; }

    public double? ChanceLevel { get; init; }

    /// <summary>Settings of every request; null where nothing is generated. See <see cref="Running.GenerationSettings"/>.</summary>
    public GenerationManifest? Generation { get; init; }

    /// <summary>Name of the samples file below <c>samples/</c>.</summary>
    public required string File { get; init; }
}
