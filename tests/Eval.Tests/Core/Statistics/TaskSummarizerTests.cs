using System.Globalization;
using CsCheck;
using Eval.Core.Datasets;
using Eval.Core.Prompts;
using Eval.Core.Results;
using Eval.Core.Scoring;
using Eval.Core.Statistics;
using Eval.Tests.Core.Results;
using Eval.Tests.Core.Running;
using NUnit.Framework;

namespace Eval.Tests.Core.Statistics;

public sealed class TaskSummarizerTests
{
    [Test]
    public void The_denominator_holds_scored_unread_and_truncated_answers_but_no_errors()
    {
        var result = Summarize("RRW-TE", FakeProtocol.DefaultInfo).Single();

        Assert.That(result.Counts, Is.EqualTo(new StatusCounts(Total: 6, Scored: 3, NoAnswer: 1, Truncated: 1, Error: 1)));
        Assert.That(result.Value, Is.EqualTo(2.0 / 5));
        Assert.That(result.ValueIfErrorsWrong, Is.EqualTo(2.0 / 6));
        Assert.That(result.Incomplete, Is.True);
        Assert.That((result.OtherAverage, result.Subsets.Count, result.Groups.Count), Is.EqualTo(((double?)null, 0, 0)));
    }

    [Test]
    public void A_sample_without_a_record_makes_the_result_incomplete_and_is_in_no_denominator()
    {
        var result = Summarize("RW .", FakeProtocol.DefaultInfo).Single();

        Assert.That(result.Counts, Is.EqualTo(new StatusCounts(Total: 4, Scored: 3, NoAnswer: 0, Truncated: 0, Error: 0)));
        Assert.That((result.Value, result.ValueIfErrorsWrong, result.Incomplete), Is.EqualTo((0.5, 0.5, true)));
    }

    [Test]
    public void An_unlabelled_sample_is_counted_and_has_no_part_in_the_value()
    {
        var result = Summarize("RU", FakeProtocol.DefaultInfo).Single();

        Assert.That(result.Counts.Scored, Is.EqualTo(2));
        Assert.That((result.Value, result.Incomplete), Is.EqualTo((1.0, false)));
        Assert.That(Summarize("UU", FakeProtocol.DefaultInfo).Single().Value, Is.Null);
    }

    [Test]
    public void Only_errors_leave_no_value()
    {
        var result = Summarize("EE", FakeProtocol.DefaultInfo).Single();
        Assert.That((result.Value, result.Lower, result.Upper, result.ValueIfErrorsWrong), Is.EqualTo(((double?)null, (double?)null, (double?)null, 0.0)));
    }

    [Test]
    public void Micro_and_macro_stand_beside_each_other_and_groups_follow_the_protocol()
    {
        var groups = new Dictionary<string, IReadOnlyList<string>>
        {
            ["All"] = ["a", "b", "c"],
            ["Hard"] = ["b"],
            ["Elsewhere"] = ["z"],
        };
        // a: 4 of 4, b: 0 of 2, c: 1 of 2.
        string[] subsets = ["a", "a", "a", "a", "b", "b", "c", "c"];
        var micro = Summarize("RRRRWWRW", FakeProtocol.DefaultInfo with { Groups = groups }, subsets).Single();
        var macro = Summarize("RRRRWWRW", FakeProtocol.DefaultInfo with { Groups = groups, Averaging = Averaging.Macro }, subsets).Single();

        Assert.That((micro.Value, micro.OtherAverage, micro.Average), Is.EqualTo((5.0 / 8, 0.5, Averaging.Micro)));
        Assert.That((macro.Value, macro.OtherAverage, macro.Average), Is.EqualTo((0.5, 5.0 / 8, Averaging.Macro)));
        Assert.That(micro.Subsets.Select(subset => (subset.Name, subset.Value)), Is.EqualTo(new[] { ("a", 1.0), ("b", 0.0), ("c", 0.5) }));
        Assert.That(micro.Groups.Select(group => (group.Name, group.Value)), Is.EqualTo(new[] { ("All", 5.0 / 8), ("Hard", 0.0) }));
        Assert.That(macro.Groups.Select(group => (group.Name, group.Value)), Is.EqualTo(new[] { ("All", 0.5), ("Hard", 0.0) }));
        Assert.That(macro.Groups[0].Counts.Total, Is.EqualTo(8));
    }

    [Test]
    public void A_macro_average_leaves_out_a_subject_in_which_nothing_was_judged()
    {
        var result = Summarize("RRE", FakeProtocol.DefaultInfo with { Averaging = Averaging.Macro }, ["a", "b", "c"]).Single();

        Assert.That((result.Value, result.Incomplete), Is.EqualTo((1.0, true)));
        Assert.That(result.ValueIfErrorsWrong, Is.EqualTo(2.0 / 3).Within(1e-15));
        Assert.That(result.Subsets[2].Value, Is.Null);
    }

    [Test]
    public void Each_further_metric_is_read_from_its_own_reading()
    {
        var info = FakeProtocol.DefaultInfo with { Metrics = ["strict", "flexible"] };
        var outcomes = new OutcomeTable(info, samples: 3, repeats: 1);
        var flexible = new Dictionary<string, Reading> { ["flexible"] = new(SampleStatus.Scored, 1, "4", "last") };
        outcomes.Add(0, SampleLines.Record("0", SampleStatus.NoAnswer, 0) with { Alternatives = flexible });
        outcomes.Add(1, SampleLines.Record("1", SampleStatus.Scored, 1) with { Alternatives = flexible });
        outcomes.Add(2, SampleLines.Record("2", SampleStatus.Truncated, 0));

        var results = TaskSummarizer.Summarize(Task(info, 3), TestPlan.Samples(3), outcomes);

        Assert.That(results.Select(result => (result.Metric, result.Value)), Is.EqualTo(new[] { ("strict", 1.0 / 3), ("flexible", 2.0 / 3) }));
        Assert.That(results[0].Counts, Is.EqualTo(new StatusCounts(3, 1, 1, 1, 0)));
        Assert.That(results[1].Counts, Is.EqualTo(new StatusCounts(3, 2, 0, 1, 0)));
    }

    [Test]
    public void Pass_at_k_is_given_for_each_k_that_every_task_has_answers_for()
    {
        var info = FakeProtocol.DefaultInfo with { Metrics = ["pass@1"] };
        var outcomes = new OutcomeTable(info, samples: 2, repeats: 5);
        for (var repeat = 0; repeat < 5; repeat++)
        {
            outcomes.Add(0, Record(0, repeat, repeat < 2 ? 'R' : 'W'));
            outcomes.Add(1, Record(1, repeat, 'W'));
        }

        var results = TaskSummarizer.Summarize(Task(info, 2, 5), TestPlan.Samples(2), outcomes);

        // First task: 2 of 5 pass: pass@2 = 1 − C(3,2)/C(5,2) = 0.7, pass@5 = 1. Second: 0.
        Assert.That(results.Select(result => result.Metric), Is.EqualTo(new[] { "pass@1", "pass@2", "pass@5" }));
        Assert.That(results.Select(result => result.Value), Is.EqualTo(new[] { 0.2, 0.35, 0.5 }).Within(1e-12));
        Assert.That(results.Select(result => result.Counts.Total), Is.All.EqualTo(10));
    }

    [Test]
    public void Pass_at_k_stops_at_the_fewest_judged_answers_of_a_task()
    {
        var info = FakeProtocol.DefaultInfo with { Metrics = ["pass@1", "pass@2"] };
        var outcomes = new OutcomeTable(info, samples: 3, repeats: 2);
        outcomes.Add(0, Record(0, 0, 'R'));
        outcomes.Add(0, Record(0, 1, 'E'));
        outcomes.Add(1, Record(1, 0, 'R'));
        outcomes.Add(1, Record(1, 1, 'R'));
        outcomes.Add(2, Record(2, 0, 'E'));

        var results = TaskSummarizer.Summarize(Task(info, 3, 2), TestPlan.Samples(3), outcomes);

        Assert.That(results.Select(result => result.Metric), Is.EqualTo(new[] { "pass@1" }));
    }

    [Test]
    public void The_order_of_records_never_shows_in_the_result() =>
        Gen.Select(Gen.Char["RW-TEU"].Array[1, 40], Gen.Int[0, 1_000_000]).Sample((outcomes, seed) =>
        {
            string[] names = ["a", "b", "c"];
            var subsets = outcomes.Select((_, place) => names[place * 3 / outcomes.Length]).ToArray();
            var order = Enumerable.Range(0, outcomes.Length).ToArray();
            new Random(seed).Shuffle(order);
            var info = FakeProtocol.DefaultInfo with { Averaging = Averaging.Macro };

            var inOrder = Json(Summarize(new string(outcomes), info, subsets));
            var shuffled = Json(Summarize(new string(outcomes), info, subsets, order));

            Assert.That(shuffled, Is.EqualTo(inOrder));
        });

    private static string Json(IReadOnlyList<ResultSummary> results) => System.Text.Json.JsonSerializer.Serialize(
        new RunSummary { RunId = "", Status = RunStatus.Completed, Skipped = [], Results = results }, EvalJson.Line.RunSummary);

    /// <summary>One letter per sample: R right, W wrong, - no answer, T truncated, E error, U unlabelled, . no record; anything else right as well.</summary>
    private static IReadOnlyList<ResultSummary> Summarize(string letters, ProtocolInfo info, string[]? subsets = null, int[]? order = null)
    {
        IReadOnlyList<Sample> samples =
            [.. TestPlan.Samples(letters.Length).Select((sample, place) => sample with { Subset = subsets?[place] ?? "" })];
        var outcomes = new OutcomeTable(info, letters.Length, repeats: 1);
        foreach (var place in order ?? Enumerable.Range(0, letters.Length))
        {
            if (letters[place] != '.')
            {
                outcomes.Add(place, Record(place, 0, letters[place]));
            }
        }

        return TaskSummarizer.Summarize(Task(info, letters.Length), samples, outcomes);
    }

    private static SampleRecord Record(int place, int repeat, char letter)
    {
        var id = SampleRecord.RepeatId(place.ToString(CultureInfo.InvariantCulture), repeat);
        var record = letter switch
        {
            'W' => SampleLines.Record(id, SampleStatus.Scored, 0),
            '-' => SampleLines.Record(id, SampleStatus.NoAnswer, 0),
            'T' => SampleLines.Record(id, SampleStatus.Truncated, 0),
            'E' => SampleLines.Record(id, SampleStatus.Error, null),
            'U' or ' ' => SampleLines.Record(id, SampleStatus.Scored, null),
            _ => SampleLines.Record(id),
        };
        return record with { Repeat = repeat };
    }

    private static TaskManifest Task(ProtocolInfo info, int samples, int repeats = 1) =>
        TestPlan.Task(new FakeModel("m", _ => FakeModel.Text("A")), TestPlan.Samples(samples), new FakeProtocol { Info = info }, repeats).Manifest;
}
