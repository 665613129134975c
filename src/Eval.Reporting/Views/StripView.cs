namespace Eval.Reporting.Views;

/// <summary>One subject or group: every model on one line, the leader with its interval.</summary>
internal sealed record StripView
{
    public required string Name { get; init; }

    public required string Questions { get; init; }

    public required IReadOnlyList<StripDotView> Dots { get; init; }

    /// <summary>The leading model's interval; null when it has no value here.</summary>
    public string? Lower { get; init; }

    public string? Upper { get; init; }

    /// <summary>Lowest and highest value of any model.</summary>
    public string? Least { get; init; }

    public string? Most { get; init; }

    public string? Chance { get; init; }

    /// <summary>The leader's score, e.g. <c>72.1</c>, and half its interval.</summary>
    public string? Value { get; init; }

    public string? Half { get; init; }

    public required string Description { get; init; }

    /// <summary>One cell per model for the table behind the picture.</summary>
    public required IReadOnlyList<StripCellView> Cells { get; init; }
}
