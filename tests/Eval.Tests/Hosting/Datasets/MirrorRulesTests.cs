using Eval.Hosting.Datasets.Downloads;
using Eval.Hosting.Planning;
using NUnit.Framework;

namespace Eval.Tests.Hosting.Datasets;

internal sealed class MirrorRulesTests
{
    private static readonly Uri HuggingFace = new("https://huggingface.co/datasets/x/y/resolve/main/a.zip?download=true");
    private static readonly Uri GitHub = new("https://raw.githubusercontent.com/o/r/main/a.jsonl");

    [Test]
    public void Without_variables_the_address_itself_is_asked() =>
        Assert.That(Rules().Expand(HuggingFace), Is.EqualTo([HuggingFace]));

    [Test]
    public void HF_ENDPOINT_stands_in_for_huggingface_only()
    {
        var rules = Rules(("HF_ENDPOINT", "https://hf-mirror.com/"));
        Assert.That(rules.Expand(HuggingFace), Is.EqualTo([new Uri("https://hf-mirror.com/datasets/x/y/resolve/main/a.zip?download=true")]));
        Assert.That(rules.Expand(GitHub), Is.EqualTo([GitHub]));
    }

    [Test]
    public void EVAL_MIRROR_is_asked_first_in_a_folder_per_host() =>
        Assert.That(
            Rules(("EVAL_MIRROR", "http://mirror.local/tree/")).Expand(GitHub),
            Is.EqualTo([new Uri("http://mirror.local/tree/raw.githubusercontent.com/o/r/main/a.jsonl"), GitHub]));

    [Test]
    public void EVAL_MIRROR_may_be_a_prefix_proxy() =>
        Assert.That(
            Rules(("EVAL_MIRROR", "https://proxy.example/{url}")).Expand(GitHub)[0].AbsoluteUri,
            Is.EqualTo("https://proxy.example/https://raw.githubusercontent.com/o/r/main/a.jsonl"));

    [TestCase("HF_ENDPOINT", "hf-mirror.com")]
    [TestCase("EVAL_MIRROR", "ftp://mirror")]
    public void What_is_no_address_is_refused_by_the_variables_name(string variable, string value) =>
        Assert.That(() => Rules((variable, value)), Throws.TypeOf<RequestException>().With.Message.Contains(variable));

    private static MirrorRules Rules(params (string Name, string Value)[] variables) =>
        new(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
