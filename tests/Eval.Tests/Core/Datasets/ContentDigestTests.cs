using Eval.Core.Datasets;
using NUnit.Framework;

namespace Eval.Tests.Core.Datasets;

public sealed class ContentDigestTests
{
    private static readonly Sample One = new() { Id = "0", Subset = "", Position = 0, Question = "1 + 1?", Target = "2" };

    [Test]
    public void The_same_rows_give_the_same_digest() =>
        Assert.That(ContentDigest.Compute([One]), Is.EqualTo(ContentDigest.Compute([One with { }])));

    [Test]
    public void A_missing_label_is_not_an_empty_label() =>
        Assert.That(ContentDigest.Compute([One with { Target = null }]), Is.Not.EqualTo(ContentDigest.Compute([One with { Target = "" }])));

    [Test]
    public void Field_order_does_not_matter()
    {
        var ab = One with { Fields = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } };
        var ba = One with { Fields = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" } };
        Assert.That(ContentDigest.Compute([ab]), Is.EqualTo(ContentDigest.Compute([ba])));
    }
}
