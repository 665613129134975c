using Eval.Core.Results;
using Eval.Reporting.Comparing;

namespace Eval.Reporting.Leaderboards;

/// <summary>A run's results set out as models × columns, ranked within each column.</summary>
internal sealed class Board
{
    private static readonly string[] KnownOrder = ["mmlu", "ceval", "gsm8k", "humaneval"];

    private Board(ReportRun run, IReadOnlyList<ModelManifest> models, IReadOnlyList<BoardColumn> columns)
    {
        Run = run;
        Models = models;
        Columns = columns;
    }

    public ReportRun Run { get; }

    /// <summary>Models in display order: by the first column's score, those without one last.</summary>
    public IReadOnlyList<ModelManifest> Models { get; }

    public IReadOnlyList<BoardColumn> Columns { get; }

    public static Board Of(ReportRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var keys = run.Manifest.Tasks.Select(ColumnKey.Of).Distinct()
            .OrderBy(key => Position(key.Benchmark)).ThenBy(key => key.Benchmark, StringComparer.Ordinal)
            .ThenBy(key => key.Protocol, StringComparer.Ordinal).ThenBy(key => key.Version)
            .ToList();
        var results = run.Summary.Results.ToLookup(result => (ColumnKey.Of(result), result.Model));
        var models = run.Manifest.Models
            .OrderByDescending(model => keys.Count == 0 ? null : Headline(run, keys[0], results[(keys[0], model.Name)])?.Value)
            .ThenBy(model => model.Name, StringComparer.Ordinal)
            .ToList();
        return new Board(run, models, [.. keys.Select(key => Column(run, key, keys, models, results))]);
    }

    /// <summary>The task of one model in one column; null when it was not planned.</summary>
    public TaskManifest? TaskOf(ModelManifest model, ColumnKey key) =>
        Run.Manifest.Tasks.FirstOrDefault(task => task.Model == model.Name && ColumnKey.Of(task) == key);

    private static BoardColumn Column(
        ReportRun run, ColumnKey key, List<ColumnKey> keys, List<ModelManifest> models, ILookup<(ColumnKey, string), ResultSummary> results)
    {
        var task = run.Manifest.Tasks.First(candidate => ColumnKey.Of(candidate) == key);
        var headlines = models.Select(model => Headline(run, key, results[(key, model.Name)])).ToList();
        var comparable = headlines
            .Select(result => result is { Incomplete: false } ? result.ToEstimate() : null)
            .ToList();
        return new BoardColumn
        {
            Key = key,
            Task = task,
            Metric = headlines.FirstOrDefault(result => result is not null)?.Metric ?? (task.Metrics.Count > 0 ? task.Metrics[0] : ""),
            Results = headlines,
            Extras = [.. models.Select((model, index) => (IReadOnlyList<ResultSummary>)
                [.. results[(key, model.Name)].Where(result => result != headlines[index])])],
            Comparable = comparable,
            Ranks = RankRange.Of(comparable),
            SharesBenchmark = keys.Count(other => other.Benchmark == key.Benchmark) > 1,
        };
    }

    private static ResultSummary? Headline(ReportRun run, ColumnKey key, IEnumerable<ResultSummary> candidates)
    {
        var metrics = run.Manifest.Tasks.First(task => ColumnKey.Of(task) == key).Metrics;
        return candidates.OrderBy(result => metrics.IndexOf(result.Metric) is var index and >= 0 ? index : int.MaxValue).FirstOrDefault();
    }

    private static int Position(string benchmark) =>
        Array.IndexOf(KnownOrder, benchmark) is var index and >= 0 ? index : KnownOrder.Length;
}
