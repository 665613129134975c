using Eval.Core.Models;
using Eval.Models;
using NUnit.Framework;

namespace Eval.Tests.Models.OpenAi;

/// <summary>What <c>?template=</c> does to a model behind an HTTP endpoint.</summary>
public sealed class TemplateKeyTests
{
    [Test]
    public void A_completions_endpoint_with_a_template_serves_chat()
    {
        var model = Create("api=completions&template=chatml").Model!;
        Assert.That(model.Info.Abilities.HasFlag(ModelAbilities.Chat | ModelAbilities.Prefill), Is.True);
        Assert.That(model.Info.Details["template"], Is.EqualTo("chatml"));
    }

    [Test]
    public void First_tokens_of_the_servers_own_chat_are_not_those_of_a_template()
    {
        Assert.That(Create("api=both").Model!.Info.Abilities.HasFlag(ModelAbilities.FirstTokenLogProbabilities), Is.True);
        Assert.That(Create("api=both&template=chatml").Model!.Info.Abilities.HasFlag(ModelAbilities.FirstTokenLogProbabilities), Is.False);
    }

    [TestCase("api=chat&template=chatml", "needs raw text")]
    [TestCase("api=completions&template=vicuna", "stable-beluga")]
    public void A_template_that_cannot_be_applied_is_refused(string keys, string message) =>
        Assert.That(Create(keys).Problems, Has.One.Contains(message));

    private static ModelCreation Create(string keys)
    {
        var spec = ModelSpecParser.Parse($"openai-compatible:m?base_url=http://127.0.0.1:1/v1&{keys}", out _);
        return new ModelFactory(ModelFactory.BuiltIn, new ModelFactoryOptions { Context = new ModelContext { Environment = _ => null } }).Create(spec!);
    }
}
