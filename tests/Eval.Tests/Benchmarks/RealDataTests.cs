using NUnit.Framework;

namespace Eval.Tests.Benchmarks;

/// <summary>What the JSON Lines readers make of the published files.</summary>
public sealed class RealDataTests
{
    [TestCase("gsm8k", "train", 7473)]
    [TestCase("gsm8k", "test", 1319)]
    [TestCase("humaneval", "test", 164)]
    public void Every_row_is_read(string benchmark, string split, int count) =>
        Assert.That(BenchmarkFixture.Load(benchmark, split).Samples, Has.Count.EqualTo(count));

    [Test]
    public void GSM8K_keys_stay_as_they_are_written()
    {
        var keys = BenchmarkFixture.Load("gsm8k", "test").Samples.Select(sample => sample.Target!).ToList();
        Assert.That(keys.Count(key => key.Contains(',', StringComparison.Ordinal)), Is.EqualTo(14));
        Assert.That((keys[489], keys[1113]), Is.EqualTo(("-10", "-3")));
    }

    [Test]
    public void GSM8K_ids_are_row_numbers_and_shots_come_from_train()
    {
        var data = BenchmarkFixture.Load("gsm8k", "test");
        Assert.That((data.Samples[17].Id, data.Samples[17].Position, data.Examples.Count), Is.EqualTo(("17", 17, 7473)));
        Assert.That(data.Digests.Keys, Is.EquivalentTo(new[] { "test", "train" }));
    }

    [Test]
    public void HumanEval_keeps_upstreams_ids_and_columns()
    {
        var sample = BenchmarkFixture.Load("humaneval", "test").Samples[3];
        Assert.That(sample.Id, Is.EqualTo("HumanEval/3"));
        Assert.That(sample.Fields.Keys, Is.EquivalentTo(new[] { "entry_point", "test", "canonical_solution" }));
    }
}
