using Eval.Core.Models;
using Eval.Core.Scoring;
using NUnit.Framework;

namespace Eval.Tests.Core.Scoring;

public sealed class ReasoningTextTests
{
    [Test]
    public void Text_without_a_thought_stays_as_it_is() =>
        Assert.That(ReasoningText.Split(" 18\n", FinishReason.Stop), Is.EqualTo(new ReasoningSplit(" 18\n", null, FinishReason.Stop)));

    [Test]
    public void A_closed_thought_comes_apart_and_the_answer_is_not_trimmed() =>
        Assert.That(
            ReasoningText.Split("<think>\n9 * 2\n</think>\n\n18", FinishReason.Stop),
            Is.EqualTo(new ReasoningSplit("\n\n18", "9 * 2", FinishReason.Stop)));

    [Test]
    public void A_thought_that_the_template_opened_ends_at_its_closing_tag() =>
        Assert.That(
            ReasoningText.Split("9 * 2</think>18", FinishReason.Stop),
            Is.EqualTo(new ReasoningSplit("18", "9 * 2", FinishReason.Stop)));

    [Test]
    public void An_unclosed_thought_is_no_answer_and_counts_as_cut(
        [Values(FinishReason.Length, FinishReason.Stop, FinishReason.Unknown)] FinishReason reported) =>
        Assert.That(
            ReasoningText.Split("\n<think>The answer is 18. But wait", reported),
            Is.EqualTo(new ReasoningSplit("", "The answer is 18. But wait", FinishReason.Length)));

    [Test]
    public void Several_thoughts_are_joined_and_what_stands_between_is_the_answer() =>
        Assert.That(
            ReasoningText.Split("<think>a</think>x<think>b</think>y", FinishReason.Stop),
            Is.EqualTo(new ReasoningSplit("xy", "a\n\nb", FinishReason.Stop)));

    [Test]
    public void Applying_leaves_a_completion_alone_whose_server_split_it()
    {
        var completion = new Completion { Text = "<think>literally</think>", Reasoning = "r", FinishReason = FinishReason.Stop };
        Assert.That(ReasoningText.Apply(completion), Is.SameAs(completion));
    }

    [Test]
    public void Applying_moves_the_thought_of_a_plain_completion()
    {
        var completion = new Completion { Text = "<think>hm", FinishReason = FinishReason.Stop };
        var applied = ReasoningText.Apply(completion);
        Assert.That((applied.Text, applied.Reasoning, applied.FinishReason), Is.EqualTo(("", "hm", FinishReason.Length)));
    }
}
