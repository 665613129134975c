using Eval.Core.Results;
using Eval.Core.Scoring;
using Eval.Core.Statistics;
using Eval.Tests.Core.Results;
using Eval.Tests.Core.Running;
using NUnit.Framework;

namespace Eval.Tests.Core.Statistics;

public sealed class OutcomeTableTests
{
    [Test]
    public void An_answer_takes_the_place_of_an_error_and_nothing_takes_the_place_of_an_answer()
    {
        var outcomes = new OutcomeTable(FakeProtocol.DefaultInfo, samples: 1, repeats: 1);
        var usage = new UsageRecord(100, 10, null, null);

        Assert.That(outcomes.Add(0, SampleLines.Record("0", SampleStatus.Error, null) with { Usage = usage, Cost = new CostRecord(1, "USD") }), Is.True);
        Assert.That((outcomes.Finished, outcomes.Errors), Is.EqualTo((0, 1)));
        Assert.That(outcomes.Add(0, SampleLines.Record("0") with { Usage = usage, Cost = new CostRecord(0.5m, "USD") }), Is.True);
        Assert.That(outcomes.Add(0, SampleLines.Record("0", score: 0)), Is.False);
        Assert.That(outcomes.Add(0, SampleLines.Record("0", SampleStatus.Error, null)), Is.False);

        var result = Summary(outcomes);
        Assert.That(result.Value, Is.EqualTo(1));
        Assert.That(result.Tokens, Is.EqualTo(new TokenTotals(null, null, 100, 10)), "the error's tokens are gone with it");
        Assert.That(result.Cost, Is.EqualTo(new CostRecord(0.5m, "USD")));
    }

    [Test]
    public void A_total_is_unknown_when_one_answer_does_not_know_its_part()
    {
        var outcomes = new OutcomeTable(FakeProtocol.DefaultInfo, samples: 2, repeats: 1);
        outcomes.Add(0, SampleLines.Record("0") with { Usage = new UsageRecord(100, 10, null, null, 40), Cost = new CostRecord(1, "USD") });
        outcomes.Add(1, SampleLines.Record("1") with { Usage = new UsageRecord(100, null, null, null, 60) });

        var result = Summary(outcomes);
        Assert.That(result.Tokens, Is.EqualTo(new TokenTotals(Asked: 200, Evaluated: 100, Input: 200, Output: null)));
        Assert.That(result.Cost, Is.Null, "an unknown price is an unknown cost, never zero");
    }

    [Test]
    public void Money_of_two_currencies_is_not_added_up()
    {
        var outcomes = new OutcomeTable(FakeProtocol.DefaultInfo, samples: 2, repeats: 1);
        outcomes.Add(0, SampleLines.Record("0") with { Cost = new CostRecord(1, "USD") });
        outcomes.Add(1, SampleLines.Record("1") with { Cost = new CostRecord(1, "CNY") });

        Assert.That(Summary(outcomes).Cost, Is.Null);
    }

    private static ResultSummary Summary(OutcomeTable outcomes)
    {
        var samples = TestPlan.Samples(outcomes.Samples);
        var task = TestPlan.Task(new FakeModel("m", _ => FakeModel.Text("A")), samples).Manifest;
        return TaskSummarizer.Summarize(task, samples, outcomes).Single();
    }
}
