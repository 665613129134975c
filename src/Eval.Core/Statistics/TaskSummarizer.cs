using System.Globalization;
using Eval.Core.Datasets;
using Eval.Core.Results;

namespace Eval.Core.Statistics;

/// <summary>From the outcomes of one task to its results: one per metric, and one per k where pass@k can be estimated.</summary>
/// <remarks>Everything is summed in sample order, so that the result does not depend on the order in which answers came.</remarks>
public static class TaskSummarizer
{
    private const string PassAtOne = "pass@1";

    /// <param name="task">The task as planned.</param>
    /// <param name="samples">Its samples in order; they say which subject an outcome belongs to.</param>
    /// <param name="outcomes">How their answers ended.</param>
    public static IReadOnlyList<ResultSummary> Summarize(TaskManifest task, IReadOnlyList<Sample> samples, OutcomeTable outcomes)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(outcomes);
        var results = new List<ResultSummary>();
        for (var metric = 0; metric < outcomes.Metrics.Count; metric++)
        {
            var tallies = SubjectTallies.Collect(samples, outcomes, metric, passAtK: null);
            results.Add(Result(task, outcomes, outcomes.Metrics[metric], tallies));
            if (metric == 0 && outcomes.Metrics[0] == PassAtOne)
            {
                AddPassAtK(results, task, samples, outcomes);
            }
        }

        return results;
    }

    private static void AddPassAtK(List<ResultSummary> results, TaskManifest task, IReadOnlyList<Sample> samples, OutcomeTable outcomes)
    {
        var fewest = SubjectTallies.FewestJudged(outcomes);
        foreach (var k in PassAtK.StandardK.Where(k => k > 1 && k <= fewest))
        {
            var tallies = SubjectTallies.Collect(samples, outcomes, metric: 0, k);
            results.Add(Result(task, outcomes, string.Create(CultureInfo.InvariantCulture, $"pass@{k}"), tallies));
        }
    }

    private static ResultSummary Result(TaskManifest task, OutcomeTable outcomes, string metric, SubjectTallies tallies)
    {
        var protocol = outcomes.Protocol;
        var all = tallies.All;
        var counts = SubjectTallies.Counts(all);
        var headline = SubjectTallies.Estimate(all, protocol.Averaging);
        return new ResultSummary
        {
            Model = task.Model,
            Benchmark = task.Benchmark,
            Protocol = task.Protocol,
            Version = task.Version,
            Split = task.Split,
            Metric = metric,
            Value = headline?.Value,
            Lower = headline?.Lower,
            Upper = headline?.Upper,
            Average = protocol.Averaging,
            OtherAverage = all.Count > 1 ? SubjectTallies.Estimate(all, Other(protocol.Averaging))?.Value : null,
            Incomplete = counts.Error > 0 || counts.Judged + counts.Error < counts.Total,
            ValueIfErrorsWrong = SubjectTallies.ValueIfErrorsWrong(all, protocol.Averaging),
            Counts = counts,
            Tokens = outcomes.Tally.Totals,
            Cost = outcomes.Tally.Cost,
            Groups =
            [
                .. protocol.Groups
                    .Select(group => (group.Key, Members: tallies.Members(group.Value)))
                    .Where(group => group.Members.Count > 0)
                    .Select(group => Summary(group.Key, group.Members, protocol.Averaging)),
            ],
            Subsets = tallies.HasSubjects
                ? [.. all.Select(subject => Summary(subject.Name, [subject], Averaging.Micro))]
                : [],
        };
    }

    private static GroupSummary Summary(string name, IReadOnlyList<SubjectTally> members, Averaging averaging)
    {
        var estimate = SubjectTallies.Estimate(members, averaging);
        return new GroupSummary
        {
            Name = name,
            Value = estimate?.Value,
            Lower = estimate?.Lower,
            Upper = estimate?.Upper,
            Counts = SubjectTallies.Counts(members),
        };
    }

    private static Averaging Other(Averaging averaging) => averaging == Averaging.Micro ? Averaging.Macro : Averaging.Micro;
}
