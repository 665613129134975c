using Eval.Benchmarks;
using Eval.Core.Datasets;
using NUnit.Framework;

namespace Eval.Tests.Mini;

[TestFixture("mmlu", "test", 9, 12)]
[TestFixture("ceval", "val", 8, 10)]
internal sealed class MiniChoiceTests(string benchmark, string mainSplit, int subjects, int rowsPerSubject)
{
    private const int ShotsPerSubject = 5;

    [Test]
    public void Every_subject_has_its_shots_and_its_rows()
    {
        var counts = new[] { (Split: "dev", Rows: ShotsPerSubject), (Split: mainSplit, Rows: rowsPerSubject) };
        foreach (var (split, rows) in counts)
        {
            var bySubject = MiniItems.Read(benchmark, split).GroupBy(sample => sample.Subset).ToList();
            Assert.That(bySubject, Has.Count.EqualTo(subjects), split);
            Assert.That(bySubject.Select(group => group.Count()), Is.All.EqualTo(rows), split);
        }
    }

    [Test]
    public void Every_item_has_four_different_options_and_a_key()
    {
        foreach (var (id, sample) in Items())
        {
            Assert.That(sample.Choices.Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(4), id);
            Assert.That(sample.Choices, Is.All.Not.Empty, id);
            Assert.That(sample.Question, Is.Not.Empty, id);
            Assert.That(sample.Target, Is.AnyOf("A", "B", "C", "D"), id);
        }
    }

    [Test]
    public void No_question_stands_there_twice() =>
        Assert.That(Items().Values.Select(sample => sample.Question + "\n" + string.Join('\n', sample.Choices)), Is.Unique);

    [Test]
    public void Each_item_has_one_justification_with_its_key()
    {
        var checks = MiniItems.Checks(benchmark);
        var items = Items();

        Assert.That(checks.Select(check => check.Id), Is.EquivalentTo(items.Keys));
        foreach (var check in checks)
        {
            Assert.That(check.Why, Has.Length.GreaterThan(5), check.Id);
            Assert.That(check.Answer, Is.EqualTo(items[check.Id].Target), check.Id);
            Assert.That(check.Expression is null, Is.EqualTo(check.Value is null), check.Id);
        }
    }

    [Test]
    public void What_is_computed_gives_the_key_and_no_other_option()
    {
        var items = Items();
        var computed = MiniItems.Checks(benchmark).Where(check => check.Expression is not null).ToList();

        Assert.That(computed, Has.Count.GreaterThan(20));
        foreach (var check in computed)
        {
            var value = ArithmeticExpression.Evaluate(check.Expression!);
            Assert.That(value, Is.EqualTo(ArithmeticExpression.Evaluate(check.Value!)).Within(1e-12m), check.Id);
            var letters = items[check.Id].Choices
                .Select((option, index) => (Number: OptionNumber.Read(option), Letter: "ABCD"[index].ToString()))
                .Where(option => option.Number is { } number && Math.Abs(number - value) < 1e-9m)
                .Select(option => option.Letter);
            Assert.That(letters, Is.EqualTo([check.Answer!]), check.Id);
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public void No_letter_is_favoured(bool isShots)
    {
        var samples = MiniItems.Read(benchmark, isShots ? "dev" : mainSplit);
        foreach (var letter in new[] { "A", "B", "C", "D" })
        {
            Assert.That(samples.Count(sample => sample.Target == letter) / (double)samples.Count, Is.InRange(0.2, 0.3), letter);
        }
    }

    [Test]
    public void No_letter_stands_three_times_running_within_a_subject()
    {
        foreach (var group in new[] { "dev", mainSplit }.SelectMany(split => MiniItems.Read(benchmark, split).GroupBy(sample => sample.Subset)))
        {
            var letters = string.Concat(group.Select(sample => sample.Target));
            Assert.That(letters, Does.Not.Contain("AAA").And.Not.Contain("BBB").And.Not.Contain("CCC").And.Not.Contain("DDD"), group.Key);
        }
    }

    [Test]
    public void No_item_is_taken_from_the_original()
    {
        var originals = BenchmarkCatalog.Find(benchmark)!.Info.Splits
            .SelectMany(split => Benchmarks.BenchmarkFixture.Load(benchmark, split).Samples)
            .Select(sample => sample.Question.Trim())
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.That(Items().Where(item => originals.Contains(item.Value.Question.Trim())).Select(item => item.Key), Is.Empty);
    }

    private IReadOnlyDictionary<string, Sample> Items() => MiniItems.ByCheckId(benchmark, "dev", mainSplit);
}
