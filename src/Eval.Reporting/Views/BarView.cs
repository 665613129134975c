using System.Globalization;
using Eval.Core.Statistics;

namespace Eval.Reporting.Views;

/// <summary>A score as a bar with a whisker, in percent of the width: it needs no script and keeps its proportions at any width.</summary>
internal sealed record BarView
{
    public required string Value { get; init; }

    public required string Lower { get; init; }

    public required string Upper { get; init; }

    /// <summary>Width of the whisker.</summary>
    public required string Span { get; init; }

    /// <summary>Chance level; null where there is none.</summary>
    public string? Chance { get; init; }

    public required string Kind { get; init; }

    public required bool Hatched { get; init; }

    public required string Title { get; init; }

    public static BarView Of(Estimate estimate, double? chance, string kind, bool hatched, string title) => new()
    {
        Value = Coordinate(estimate.Value),
        Lower = Coordinate(estimate.Lower),
        Upper = Coordinate(estimate.Upper),
        Span = Coordinate(Math.Clamp(estimate.Upper, 0, 1) - Math.Clamp(estimate.Lower, 0, 1)),
        Chance = chance is { } level ? Coordinate(level) : null,
        Kind = kind,
        Hatched = hatched,
        Title = title,
    };

    /// <summary>A share from 0 to 1 as an SVG percentage without its sign.</summary>
    public static string Coordinate(double share) =>
        (Math.Clamp(share, 0, 1) * 100).ToString("0.##", CultureInfo.InvariantCulture);
}
