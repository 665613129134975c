using CsCheck;
using Eval.Core.Running;
using NUnit.Framework;

namespace Eval.Tests.Core.Running;

public sealed class ShardTests
{
    [Test]
    public void Every_sample_belongs_to_exactly_one_shard() =>
        Gen.Select(Gen.String, Gen.Int[1, 64]).Sample((id, count) =>
            Assert.That(Enumerable.Range(1, count).Count(index => new Shard(index, count).Owns(id)), Is.EqualTo(1)));

    [Test]
    public void Shards_are_of_about_the_same_size()
    {
        var sizes = Enumerable.Range(1, 4).Select(index => Enumerable.Range(0, 14_042).Count(row => new Shard(index, 4).Owns($"subject/{row}"))).ToList();
        Assert.That(sizes.Sum(), Is.EqualTo(14_042));
        Assert.That(sizes, Is.All.InRange(3_300, 3_700));
    }

    [Test]
    public void The_split_is_fixed_for_good() =>
        Assert.That(Enumerable.Range(0, 10).Where(row => new Shard(1, 2).Owns($"{row}")), Is.EqualTo(FirstHalfOfTen));

    private static readonly int[] FirstHalfOfTen = [0, 2, 4, 7, 9];
}
