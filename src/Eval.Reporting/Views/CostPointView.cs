namespace Eval.Reporting.Views;

/// <summary>A model in the picture of cost against accuracy: x in percent of the width, y in pixels.</summary>
internal sealed record CostPointView
{
    public required string X { get; init; }

    public required string Y { get; init; }

    public required string Top { get; init; }

    public required string Bottom { get; init; }

    public required string Kind { get; init; }

    public required string Name { get; init; }

    public required string LabelY { get; init; }

    /// <summary><c>start</c> or <c>end</c>: on which side of the point the name stands.</summary>
    public required string Anchor { get; init; }

    public required string LabelShift { get; init; }

    public required bool IsOnFront { get; init; }

    public required string Cost { get; init; }

    public required string Value { get; init; }

    public required string Half { get; init; }
}
