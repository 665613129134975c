using System.Globalization;
using NUnit.Framework;

namespace Eval.Tests.Mini;

internal sealed class MiniHumanEvalTests
{
    [Test]
    public void There_are_24_tasks_numbered_in_order() =>
        Assert.That(
            MiniItems.Read("humaneval", "test").Select(sample => sample.Id),
            Is.EqualTo(Enumerable.Range(0, 24).Select(number => string.Create(CultureInfo.InvariantCulture, $"HumanEval/{number}"))));

    [Test]
    public void Every_task_defines_its_entry_point_once_and_tests_it()
    {
        foreach (var sample in MiniItems.Read("humaneval", "test"))
        {
            var entryPoint = sample.Fields["entry_point"];
            Assert.That(sample.Question.Split($"def {entryPoint}("), Has.Length.EqualTo(2), sample.Id);
            Assert.That(sample.Question, Does.EndWith("\"\"\"\n").Or.EndWith("'''\n"), sample.Id);
            Assert.That(sample.Fields["canonical_solution"], Does.StartWith("    ").And.Contain("return").And.EndsWith("\n"), sample.Id);
            Assert.That(sample.Fields["test"], Does.Contain("def check(candidate):").And.Contain("assert").And.Contain("candidate("), sample.Id);
        }
    }

    [Test]
    public void Entry_points_differ() =>
        Assert.That(MiniItems.Read("humaneval", "test").Select(sample => sample.Fields["entry_point"]), Is.Unique);

    [Test]
    public void No_task_is_taken_from_the_original()
    {
        var originals = Benchmarks.BenchmarkFixture.Load("humaneval", "test").Samples
            .Select(sample => sample.Fields["canonical_solution"].Trim())
            .ToHashSet(StringComparer.Ordinal);
        var own = MiniItems.Read("humaneval", "test").Where(sample => sample.Fields["canonical_solution"].Contains('\n', StringComparison.Ordinal));

        Assert.That(own.Where(sample => originals.Contains(sample.Fields["canonical_solution"].Trim())).Select(sample => sample.Id), Is.Empty);
    }
}
