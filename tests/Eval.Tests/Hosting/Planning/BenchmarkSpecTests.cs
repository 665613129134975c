using Eval.Hosting.Planning;
using NUnit.Framework;

namespace Eval.Tests.Hosting.Planning;

public sealed class BenchmarkSpecTests
{
    [TestCase("mmlu", "mmlu", null, "")]
    [TestCase("mmlu@lm-eval", "mmlu", "lm-eval", "")]
    [TestCase("mmlu@lm-eval:anatomy", "mmlu", "lm-eval", "anatomy")]
    [TestCase("ceval:law, logic", "ceval", null, "law|logic")]
    [TestCase("mmlu@best", "mmlu", "best", "")]
    public void A_spec_is_name_protocol_and_subsets(string text, string name, string? protocol, string subsets)
    {
        var spec = BenchmarkSpec.Parse(text);
        Assert.That((spec.Name, spec.Protocol, string.Join('|', spec.Subsets)), Is.EqualTo((name, protocol, subsets)));
    }

    [TestCase("")]
    [TestCase("@chat")]
    [TestCase("mmlu@")]
    [TestCase("mmlu:")]
    [TestCase("mmlu:anatomy,,virology")]
    public void A_spec_with_an_empty_part_is_refused(string text) =>
        Assert.That(() => BenchmarkSpec.Parse(text), Throws.TypeOf<RequestException>());
}
