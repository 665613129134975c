using Eval.Core.Statistics;
using Eval.Reporting.Comparing;
using Eval.Reporting.Strings;

namespace Eval.Reporting.Leaderboards;

/// <summary>Writes the sentence under the title: what the numbers allow, and no more.</summary>
internal sealed class FindingWriter(ReportStrings strings)
{
    public string Write(Board board)
    {
        var clauses = board.Columns.Select(column => Find(board, column)).OfType<Finding>().ToList();
        if (clauses.Count == 0)
        {
            return strings["finding_none"];
        }

        // Leads first, one clause per model: they are what can be said; what cannot be told apart follows.
        var texts = clauses
            .OrderBy(clause => clause.Strength)
            .GroupBy(clause => clause.Leader ?? clause.Merging)
            .Select((group, index) => Clause([.. group], isStart: index == 0));
        return string.Join(strings["finding_join"], texts) + strings["finding_end"];
    }

    private string Clause(List<Finding> group, bool isStart) => group[0] is { Leader: { } leader }
        ? strings.Format(
            "finding_leads",
            ("model", leader),
            ("leads", string.Join(strings["list_join"], group.Select(finding => strings.Format(finding.Key, finding.Values)))))
        : strings.Format(group[0].Key + (isStart ? "_start" : ""), Merge(group));

    /// <summary>Benchmarks of which the same can be said are named together, each with its number of questions.</summary>
    private (string Name, object Value)[] Merge(List<Finding> group) => group.Count == 1
        ? group[0].Values
        : [.. group[0].Values.Select((value, index) => value.Name is "benchmark" or "questions"
            ? (value.Name, (object)string.Join(strings["and_join"], group.Select(finding => Text(finding.Values[index].Value))))
            : value)];

    private static string Text(object value) => value is int number ? Figures.Count(number) : (string)value;

    /// <summary>The column's name in a sentence, with its protocol where the benchmark alone would be ambiguous.</summary>
    public string NameOf(BoardColumn column) => column.SharesBenchmark
        ? $"{strings.NameOf(column.Key.Benchmark)} (@{column.Key.Protocol})"
        : strings.NameOf(column.Key.Benchmark);

    private Finding? Find(Board board, BoardColumn column)
    {
        var ranked = board.Models
            .Select((model, index) => (model.Name, Estimate: column.Comparable[index]))
            .Where(entry => entry.Estimate is not null)
            .Select(entry => (entry.Name, Estimate: entry.Estimate!.Value))
            .OrderByDescending(entry => entry.Estimate.Value)
            .ToList();
        if (ranked.Count == 0)
        {
            return null;
        }

        var benchmark = ("benchmark", (object)NameOf(column));
        var questions = ("questions", (object)column.Questions);
        var top = ranked[0];
        if (column.Chance is { } chance && ranked.TrueForAll(entry => entry.Estimate.Lower <= chance))
        {
            return new Finding(2, NameOf(column), null, ranked.Count == 1 ? "finding_guessing_single" : "finding_guessing",
                [("models", ranked.Count), benchmark, questions, ("model", top.Name), ("value", Figures.Percent(top.Estimate.Value)), ("range", RangeOf(top.Estimate))]);
        }

        if (ranked.Count == 1)
        {
            return new Finding(0, NameOf(column), null, "finding_single",
                [("model", top.Name), benchmark, ("value", Figures.Percent(top.Estimate.Value)), ("range", RangeOf(top.Estimate))]);
        }

        var difference = top.Estimate.Minus(ranked[1].Estimate);
        if (difference.Lower > 0)
        {
            return new Finding(0, NameOf(column), top.Name, "finding_lead",
                [benchmark, ("difference", Figures.Percent(difference.Value)), ("range", RangeOf(difference))]);
        }

        var tied = ranked.TakeWhile(entry => top.Estimate.Minus(entry.Estimate).Lower <= 0).Count();
        return new Finding(1, NameOf(column), null, tied == ranked.Count ? (tied == 2 ? "finding_tie_both" : "finding_tie_all") : "finding_tie",
            [("models", tied), benchmark, questions]);
    }

    private static string RangeOf(Estimate estimate) => Figures.Range(estimate.Lower, estimate.Upper);

    private sealed record Finding(int Strength, string Benchmark, string? Leader, string Key, (string Name, object Value)[] Values)
    {
        /// <summary>Equal for findings that can share a clause: a tie or a guess of as many models.</summary>
        public string Merging => Values[0] is { Name: "models", Value: int models } && !Key.EndsWith("single", StringComparison.Ordinal)
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Key} {models}")
            : Key + Benchmark;
    }
}
