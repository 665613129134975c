namespace Eval.Reporting.Views;

/// <summary>Cost against accuracy for one column, in one currency.</summary>
internal sealed record CostChartView
{
    public required string Title { get; init; }

    public required string Badge { get; init; }

    public required string Description { get; init; }

    public required string Axis { get; init; }

    public required IReadOnlyList<CostPointView> Points { get; init; }

    public required IReadOnlyList<LineView> Front { get; init; }

    public required IReadOnlyList<TickView> CostTicks { get; init; }

    public required IReadOnlyList<TickView> ScoreTicks { get; init; }

    /// <summary>Who is not in the picture and why; null when everyone is.</summary>
    public string? LeftOut { get; init; }
}
