using System.Globalization;
using Eval.Core.Results;
using Eval.Reporting.Comparing;
using Eval.Reporting.Strings;
using Eval.Reporting.Views;

namespace Eval.Reporting.Leaderboards;

/// <summary>Builds the subjects' dot plot of one column and the table behind it.</summary>
internal sealed class SubjectsBuilder(Board board, ReportStrings strings)
{
    /// <summary>The picture; null for a column without subjects or without a single value.</summary>
    public SubjectsView? Build(BoardColumn column)
    {
        var leader = LeaderOf(column);
        if (leader < 0 || !HasSubjects(column))
        {
            return null;
        }

        var result = column.Results[leader]!;
        var model = board.Models[leader];
        return new SubjectsView
        {
            Slug = column.Key.Slug,
            Title = strings.Format("subjects_title", ("benchmark", strings.NameOf(column.Key.Benchmark))),
            Badge = BadgeOf(column.Key),
            Caption = strings.Format(board.Models.Count > 1 ? "subjects_caption" : "subjects_caption_single", ("model", model.Name)),
            Leader = model.Name,
            LeaderKind = ModelKind.Of(model),
            Models = [.. board.Models.Select(entry => entry.Name)],
            Groups = [.. result.Groups.Select(group => Strip(column, leader, group.Name, entry => entry.Groups))],
            Subjects = [.. result.Subsets
                .OrderByDescending(subset => subset.Value).ThenBy(subset => subset.Name, StringComparer.Ordinal)
                .Select(subset => Strip(column, leader, subset.Name, entry => entry.Subsets))],
            Chance = column.Chance is { } chance ? BarView.Coordinate(chance) : null,
        };
    }

    public static bool HasSubjects(BoardColumn column) => column.Results.Any(result => result is { Subsets.Count: > 1 });

    /// <summary><c>@lm-eval v1</c>.</summary>
    public static string BadgeOf(ColumnKey key) => string.Create(CultureInfo.InvariantCulture, $"@{key.Protocol} v{key.Version}");

    private static int LeaderOf(BoardColumn column)
    {
        var leader = -1;
        for (var index = 0; index < column.Results.Count; index++)
        {
            if (column.Results[index]?.Value is { } value && (leader < 0 || value > column.Results[leader]!.Value))
            {
                leader = index;
            }
        }

        return leader;
    }

    private StripView Strip(BoardColumn column, int leader, string name, Func<ResultSummary, IReadOnlyList<GroupSummary>> part)
    {
        var scores = column.Results
            .Select(result => result is null ? null : part(result).FirstOrDefault(group => group.Name == name))
            .ToList();
        var values = scores.Select(score => score?.Value).OfType<double>().ToList();
        var leading = scores[leader];
        return new StripView
        {
            Name = strings.SubjectOf(name),
            Questions = leading is null ? Figures.Missing : Figures.Count(leading.Counts.Total),
            Dots = [.. Dots(scores, leader)],
            Lower = leading?.Lower is { } lower ? BarView.Coordinate(lower) : null,
            Upper = leading?.Upper is { } upper ? BarView.Coordinate(upper) : null,
            Least = values.Count > 0 ? BarView.Coordinate(values.Min()) : null,
            Most = values.Count > 0 ? BarView.Coordinate(values.Max()) : null,
            Chance = column.Chance is { } chance ? BarView.Coordinate(chance) : null,
            Value = leading?.Value is { } value ? Figures.Percent(value) : null,
            Half = HalfOf(leading),
            Description = string.Join(strings["list_join"], board.Models.Zip(scores, (model, score) =>
                $"{model.Name} {(score?.Value is { } known ? Figures.Percent(known) : Figures.Missing)}")),
            Cells = [.. scores.Select(Cell)],
        };
    }

    /// <summary>The leader is drawn last, above the others.</summary>
    private IEnumerable<StripDotView> Dots(List<GroupSummary?> scores, int leader) => scores
        .Select((score, index) => (score, index))
        .Where(entry => entry.score?.Value is not null)
        .OrderBy(entry => entry.index == leader)
        .Select(entry => new StripDotView(
            BarView.Coordinate(entry.score!.Value!.Value),
            ModelKind.Of(board.Models[entry.index]),
            $"{board.Models[entry.index].Name} {Figures.Percent(entry.score.Value.Value)}",
            entry.index == leader));

    private StripCellView Cell(GroupSummary? score) => score?.Value is { } value
        ? new StripCellView(Figures.Percent(value), HalfOf(score), Note(score.Counts), null)
        : new StripCellView(null, null, null, strings["missing_not_reached"]);

    private string? Note(StatusCounts counts)
    {
        var parts = new List<string>();
        foreach (var (key, number) in new[] { ("no_answer", counts.NoAnswer), ("truncated", counts.Truncated), ("error", counts.Error) })
        {
            if (number > 0)
            {
                parts.Add($"{Figures.Count(number)} {strings["count_" + key]}");
            }
        }

        return parts.Count == 0 ? null : string.Join(strings["list_join"], parts);
    }

    private static string? HalfOf(GroupSummary? score) =>
        score is { Lower: { } lower, Upper: { } upper } ? Figures.Percent((upper - lower) / 2) : null;
}
