namespace Eval.Reporting.Views;

/// <summary>One model under one protocol, or the reason why nothing stands there.</summary>
internal sealed record CellView
{
    /// <summary>Why there is no number; null when there is one.</summary>
    public string? Missing { get; init; }

    public string? Value { get; init; }

    public string? Half { get; init; }

    public string? Interval { get; init; }

    public BarView? Bar { get; init; }

    /// <summary>Rank range; null with <see cref="Incomplete"/>.</summary>
    public string? Rank { get; init; }

    public string? RankTitle { get; init; }

    public CountsView? Counts { get; init; }

    /// <summary>Why the result is incomplete, and what its value may still be; null when it is complete.</summary>
    public string? Incomplete { get; init; }

    /// <summary>The protocol's average and the other one.</summary>
    public string? Average { get; init; }

    public IReadOnlyList<ExtraMetricView> Extras { get; init; } = [];

    public PublishedView? Published { get; init; }

    public string? Cost { get; init; }

    /// <summary>Page of the samples, relative to the report; null when the run holds none.</summary>
    public string? Samples { get; init; }

    public string Method { get; init; } = "";

    /// <summary>Number to sort by, empty for missing.</summary>
    public string Sort { get; init; } = "";
}
