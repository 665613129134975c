using System.Globalization;
using Eval.Core.Results;
using Eval.Core.Statistics;
using Eval.Reporting.Comparing;
using Eval.Reporting.Leaderboards;
using Eval.Reporting.Strings;
using Eval.Reporting.Views;

namespace Eval.Reporting.Charts;

/// <summary>Draws cost against accuracy: cost per 1,000 questions on a logarithmic axis, accuracy from 0 to 100, the Pareto front as a step line.</summary>
internal sealed class CostChart(Board board, ReportStrings strings)
{
    private const double Height = 300;
    private const double LabelGap = 16;

    /// <summary>One picture per currency; none where fewer than two models have a known cost above zero.</summary>
    public IEnumerable<CostChartView> Build(BoardColumn column) => Points(column)
        .GroupBy(point => point.Currency, StringComparer.Ordinal)
        .Where(group => group.Count() > 1)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => Draw(column, [.. group.OrderBy(point => point.Cost).ThenByDescending(point => point.Score.Value)]));

    private IEnumerable<Point> Points(BoardColumn column)
    {
        for (var index = 0; index < board.Models.Count; index++)
        {
            if (column.Results[index] is { Cost: { Amount: > 0 } cost } result && result.ToEstimate() is { } score)
            {
                var asked = result.Counts.Judged + result.Counts.Error;
                yield return new Point(board.Models[index], (double)cost.Amount * 1000 / asked, cost.Currency, score);
            }
        }
    }

    private CostChartView Draw(BoardColumn column, List<Point> points)
    {
        var axis = new LogAxis([.. points.Select(point => point.Cost)]);
        var front = Front(points);
        var symbol = Figures.Symbol(points[0].Currency);
        var labels = Labels(points);
        var absent = board.Models.Where(model => points.TrueForAll(point => point.Model != model)).Select(model => model.Name).ToList();
        return new CostChartView
        {
            Title = strings.Format("cost_title", ("benchmark", strings.NameOf(column.Key.Benchmark))),
            Badge = SubjectsBuilder.BadgeOf(column.Key),
            Description = strings.Format("cost_description", ("models", string.Join(strings["list_join"], front.Select(point => point.Model.Name)))),
            Axis = strings.Format("cost_axis", ("currency", points[0].Currency)),
            Points = [.. points.Select((point, index) => View(point, axis, symbol, labels[index], front.Contains(point)))],
            Front = [.. Steps(front, axis)],
            CostTicks = [.. axis.Ticks().Select(tick => new TickView(BarView.Coordinate(axis.At(tick)), symbol + tick.ToString("#,0.############", CultureInfo.InvariantCulture)))],
            ScoreTicks = [.. new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(tick => new TickView(Pixel(Y(tick)), Figures.Percent(tick)[..^2]))],
            LeftOut = absent.Count == 0 ? null : strings.Format("cost_left_out", ("models", string.Join(strings["list_join"], absent))),
        };
    }

    /// <summary>Points that no other beats in both cost and score, by rising cost.</summary>
    private static List<Point> Front(List<Point> byCost)
    {
        var front = new List<Point>();
        foreach (var point in byCost)
        {
            if (front.Count == 0 || point.Score.Value > front[^1].Score.Value)
            {
                front.Add(point);
            }
        }

        return front;
    }

    private static IEnumerable<LineView> Steps(List<Point> front, LogAxis axis)
    {
        for (var index = 0; index < front.Count; index++)
        {
            var x = BarView.Coordinate(axis.At(front[index].Cost));
            var y = Pixel(Y(front[index].Score.Value));
            var next = index + 1 < front.Count ? BarView.Coordinate(axis.At(front[index + 1].Cost)) : "100";
            yield return new LineView(x, y, next, y);
            if (index + 1 < front.Count)
            {
                yield return new LineView(next, y, next, Pixel(Y(front[index + 1].Score.Value)));
            }
        }
    }

    /// <summary>Heights for the names, moved apart where they would touch.</summary>
    private static double[] Labels(List<Point> points)
    {
        var heights = new double[points.Count];
        var last = double.NegativeInfinity;
        foreach (var index in Enumerable.Range(0, points.Count).OrderBy(index => Y(points[index].Score.Value)))
        {
            last = heights[index] = Math.Max(Y(points[index].Score.Value), last + LabelGap);
        }

        return heights;
    }

    private static CostPointView View(Point point, LogAxis axis, string symbol, double label, bool isOnFront)
    {
        var x = axis.At(point.Cost);
        return new CostPointView
        {
            X = BarView.Coordinate(x),
            Y = Pixel(Y(point.Score.Value)),
            Top = Pixel(Y(point.Score.Upper)),
            Bottom = Pixel(Y(point.Score.Lower)),
            Kind = ModelKind.Of(point.Model),
            Name = point.Model.Name,
            LabelY = Pixel(label - 5),
            Anchor = x > 0.5 ? "end" : "start",
            LabelShift = x > 0.5 ? "-9" : "9",
            IsOnFront = isOnFront,
            Cost = symbol + Figures.Significant(point.Cost),
            Value = Figures.Percent(point.Score.Value),
            Half = Figures.Percent(point.Score.Half()),
        };
    }

    private static double Y(double score) => Height * (1 - Math.Clamp(score, 0, 1));

    private static string Pixel(double y) => y.ToString("0.#", CultureInfo.InvariantCulture);

    private sealed record Point(ModelManifest Model, double Cost, string Currency, Estimate Score);
}
