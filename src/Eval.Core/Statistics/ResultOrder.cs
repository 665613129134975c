using Eval.Core.Results;

namespace Eval.Core.Statistics;

/// <summary>The order of results in a summary: benchmark, protocol, metric in the protocol's own order, model.</summary>
public static class ResultOrder
{
    /// <param name="results">Results in any order of tasks; those of one task in metric order.</param>
    /// <param name="tasks">Say which metrics come first; a metric they do not list (pass@k) keeps its place after them.</param>
    public static IReadOnlyList<ResultSummary> Sort(IEnumerable<ResultSummary> results, IReadOnlyList<TaskManifest> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        return
        [
            .. results
                .OrderBy(result => result.Benchmark, StringComparer.Ordinal)
                .ThenBy(result => result.Protocol, StringComparer.Ordinal)
                .ThenBy(result => MetricRank(result, tasks))
                .ThenBy(result => PassK(result.Metric))
                .ThenBy(result => result.Model, StringComparer.Ordinal),
        ];
    }

    private static int MetricRank(ResultSummary result, IReadOnlyList<TaskManifest> tasks)
    {
        var task = tasks.FirstOrDefault(task => task.Benchmark == result.Benchmark && task.Protocol == result.Protocol);
        var place = task?.Metrics.ToList().IndexOf(result.Metric) ?? -1;
        return place < 0 ? int.MaxValue : place;
    }

    private static int PassK(string metric) =>
        metric.StartsWith("pass@", StringComparison.Ordinal)
        && int.TryParse(metric.AsSpan("pass@".Length), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var k)
            ? k
            : 0;
}
