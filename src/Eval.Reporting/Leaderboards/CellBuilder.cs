using Eval.Core.Results;
using Eval.Core.Statistics;
using Eval.Reporting.Comparing;
using Eval.Reporting.Strings;
using Eval.Reporting.Views;

namespace Eval.Reporting.Leaderboards;

/// <summary>Builds one cell of the leaderboard: a number with everything that belongs to it, or the reason why there is none.</summary>
internal sealed class CellBuilder(Board board, ReportOptions options, ReportStrings strings)
{
    public CellView Build(BoardColumn column, int modelIndex)
    {
        var model = board.Models[modelIndex];
        var task = board.TaskOf(model, column.Key);
        if (column.Results[modelIndex] is not { } result || result.ToEstimate() is not { } estimate)
        {
            return new CellView
            {
                Missing = ReasonFor(model, column, task, column.Results[modelIndex]),
                Counts = column.Results[modelIndex] is { } counted ? CountsView.Of(counted.Counts) : null,
                Samples = task is null ? null : SamplePages.AddressOf(task),
                Method = "#method-" + column.Key.Slug,
            };
        }

        var interval = Figures.Range(estimate.Lower, estimate.Upper);
        var spoken = strings.Format(
            "bar_title", ("model", model.Name), ("value", Figures.Percent(estimate.Value)), ("range", interval));
        return new CellView
        {
            Value = Figures.Percent(estimate.Value),
            Half = Figures.Percent(estimate.Half()),
            Interval = strings.Format("interval_title", ("range", interval)),
            Bar = BarView.Of(estimate, column.Chance, ModelKind.Of(model), result.Incomplete, spoken),
            Rank = column.Ranks[modelIndex]?.ToString(),
            RankTitle = column.Ranks[modelIndex] is { } rank ? RankTitle(rank) : null,
            Counts = CountsView.Of(result.Counts),
            Incomplete = result.Incomplete ? IncompleteText(result) : null,
            Average = AverageText(result),
            Extras = [.. column.Extras[modelIndex].Select(Extra)],
            Published = Published(model, task, result, estimate),
            Cost = result.Cost is { } cost ? Figures.Money(cost) : null,
            Samples = task is null ? null : SamplePages.AddressOf(task),
            Method = "#method-" + column.Key.Slug,
            Sort = estimate.Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    private string ReasonFor(ModelManifest model, BoardColumn column, TaskManifest? task, ResultSummary? result)
    {
        var skipped = board.Run.Summary.Skipped.FirstOrDefault(entry =>
            entry.Model == model.Name && (entry.Benchmark == column.Key.Benchmark || entry.Benchmark == column.Key.FullName));
        return skipped switch
        {
            not null => strings.Format("missing_skipped", ("reason", skipped.Reason), ("fix", skipped.Fix)),
            null when task is null => strings["missing_not_planned"],
            null when result is { Counts.Error: > 0 } => strings.Format("missing_errors", ("errors", result.Counts.Error)),
            _ => strings["missing_not_reached"],
        };
    }

    private string RankTitle(RankRange rank) => rank.Best == rank.Worst
        ? strings.Format("rank_title_single", ("rank", rank.ToString()))
        : strings.Format("rank_title", ("rank", rank.ToString()));

    private string IncompleteText(ResultSummary result)
    {
        var counts = result.Counts;
        var missing = counts.Total - counts.Judged - counts.Error;
        var reasons = new List<string>();
        if (counts.Error > 0)
        {
            reasons.Add(strings.Format("incomplete_errors", ("errors", counts.Error)));
        }

        if (missing > 0)
        {
            reasons.Add(strings.Format("incomplete_missing", ("missing", missing), ("total", counts.Total)));
        }

        var text = strings.Format("incomplete", ("reasons", string.Join(strings["list_join"], reasons)));
        return result.ValueIfErrorsWrong is { } least && counts.Error > 0
            ? text + strings.Format("incomplete_least", ("value", Figures.Percent(least)))
            : text;
    }

    private string AverageText(ResultSummary result)
    {
        var (own, other) = result.Average == Averaging.Micro ? ("micro", "macro") : ("macro", "micro");
        return result.OtherAverage is { } value
            ? strings.Format("average_both", ("own", strings["average_" + own]), ("other", strings["average_" + other]), ("value", Figures.Percent(value)))
            : "";
    }

    private ExtraMetricView Extra(ResultSummary result) => new(
        strings.NameOf(result.Metric),
        result.Value is { } value ? Figures.Percent(value) : Figures.Missing,
        result.ToEstimate() is { } estimate ? "±" + Figures.Percent(estimate.Half()) : "");

    private PublishedView? Published(ModelManifest model, TaskManifest? task, ResultSummary result, Estimate estimate)
    {
        if (task is null || options.Published.Find(model, task, result, board.Run.Manifest, options.Protocol(task.Benchmark, task.Protocol)) is not { } score)
        {
            return null;
        }

        var isOutside = !estimate.Contains(score.Value);
        return new PublishedView(
            Figures.Percent(score.Value),
            score.Checkpoint is { } date ? strings.Format("published_checkpoint", ("source", score.Source), ("date", date)) : score.Source,
            score.Address,
            isOutside,
            strings[isOutside ? "published_outside" : "published_inside"]);
    }
}
