namespace Eval.Reporting.Views;

/// <summary>The subjects of one column: a dot plot and the table behind it.</summary>
internal sealed record SubjectsView
{
    public required string Slug { get; init; }

    public required string Title { get; init; }

    public required string Badge { get; init; }

    public required string Caption { get; init; }

    public required string Leader { get; init; }

    public required string LeaderKind { get; init; }

    public required IReadOnlyList<string> Models { get; init; }

    public required IReadOnlyList<StripView> Groups { get; init; }

    public required IReadOnlyList<StripView> Subjects { get; init; }

    public string? Chance { get; init; }
}
