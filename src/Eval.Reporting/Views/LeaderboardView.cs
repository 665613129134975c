namespace Eval.Reporting.Views;

/// <summary>Everything <c>leaderboard.html</c> shows; text is plain and is escaped when it is written.</summary>
internal sealed record LeaderboardView
{
    /// <summary>Title of the browser's tab.</summary>
    public required string Heading { get; init; }

    public required string Title { get; init; }

    public required string Eyebrow { get; init; }

    public required string Finding { get; init; }

    public required IReadOnlyList<NoticeView> Notices { get; init; }

    public required IReadOnlyList<ColumnView> Columns { get; init; }

    public required IReadOnlyList<ModelView> Models { get; init; }

    public required string Sorted { get; init; }

    public required IReadOnlyList<SubjectsView> Subjects { get; init; }

    public required IReadOnlyList<CostChartView> Costs { get; init; }

    public required IReadOnlyList<FactGroupView> Methods { get; init; }

    public required IReadOnlyList<FactGroupView> Manifest { get; init; }
}
