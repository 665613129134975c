using Eval.Hosting.Planning;
using NUnit.Framework;

namespace Eval.Tests.Hosting.Planning;

public sealed class SampleSelectorTests
{
    private readonly FakeBenchmark _benchmark = new("mmlu", FakeBenchmark.Subjects(("law", 3), ("maths", 2), ("physics", 4)));

    [Test]
    public void A_limit_takes_the_first_rows_of_each_subject() =>
        Assert.That(Ids([], 2), Is.EqualTo(new[] { "law/0", "law/1", "maths/0", "maths/1", "physics/0", "physics/1" }));

    [Test]
    public void A_group_stands_for_its_subjects_in_data_order() =>
        Assert.That(SampleSelector.ResolveSubsets(_benchmark.Data(), _benchmark.Protocols[0].Info, ["stem"]), Is.EqualTo(new[] { "maths", "physics" }));

    [Test]
    public void Limits_and_subsets_keep_the_position_in_the_full_split() =>
        Assert.That(SampleSelector.Select(_benchmark.Data(), ["physics"], 1).Single().Position, Is.EqualTo(5));

    [Test]
    public void Without_limit_and_subset_every_sample_is_taken() => Assert.That(Ids([], null), Has.Length.EqualTo(9));

    [Test]
    public void An_unknown_subject_is_refused_with_the_nearest_names()
    {
        var refused = Assert.Throws<RequestException>(() => SampleSelector.ResolveSubsets(_benchmark.Data(), _benchmark.Protocols[0].Info, ["physic"]))!;
        Assert.That(refused.Message, Does.Contain("no subject or group \"physic\"").And.Contain("Nearest: physics"));
    }

    private string[] Ids(string[] subsets, int? limit) => [.. SampleSelector.Select(_benchmark.Data(), subsets, limit).Select(sample => sample.Id)];
}
