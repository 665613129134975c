using Eval.Core.Models;
using Eval.Core.Models.Local;
using Eval.Core.Prompts;
using NUnit.Framework;

namespace Eval.Tests.Core.Models.Local;

/// <summary>Every character is a token.</summary>
public sealed class PromptFitterTests
{
    private static readonly string[] Shots = ["aaa", "bbb", "ccc"];

    [TestCase(TruncationRule.Refuse)]
    [TestCase(TruncationRule.CutLeft)]
    [TestCase(TruncationRule.DropShots)]
    public async Task What_fits_exactly_stays_as_it_is(TruncationRule rule)
    {
        var fitted = await FitAsync(new Truncation(rule), room: 13);
        Assert.That((fitted.Text, fitted.Tokens.Count), Is.EqualTo(("Haaabbbcccq?!", 13)));
    }

    [Test]
    public async Task Without_a_rule_the_error_names_both_numbers()
    {
        var exception = await Assert.ThrowsAsync<ContextLengthException>(() => FitAsync(Truncation.None, room: 12));
        Assert.Multiple(() =>
        {
            Assert.That((exception!.PromptTokens, exception.Limit), Is.EqualTo((13, 12)));
            Assert.That(exception.Message, Does.Contain("13").And.Contain("12"));
        });
    }

    [Test]
    public async Task Cutting_from_the_left_keeps_the_last_tokens()
    {
        var fitted = await FitAsync(new Truncation(TruncationRule.CutLeft), room: 5);
        Assert.That(string.Concat(fitted.Tokens.Select(token => (char)token)), Is.EqualTo("ccq?!"));
    }

    [TestCase(12, "Haaabbbq?!")]
    [TestCase(10, "Haaabbbq?!")]
    [TestCase(9, "Haaaq?!")]
    [TestCase(6, "Hq?!")]
    [TestCase(4, "Hq?!")]
    public async Task Shots_go_from_the_end_until_the_rest_fits(int room, string expected) =>
        Assert.That((await FitAsync(new Truncation(TruncationRule.DropShots), room)).Text, Is.EqualTo(expected));

    [Test]
    public async Task A_question_too_long_without_any_shot_is_an_error_that_names_what_was_asked()
    {
        var exception = await Assert.ThrowsAsync<ContextLengthException>(() => FitAsync(new Truncation(TruncationRule.DropShots), room: 3));
        Assert.That((exception!.PromptTokens, exception.Limit), Is.EqualTo((13, 3)));
    }

    [Test]
    public async Task A_protocols_own_limit_counts_where_it_is_smaller()
    {
        var small = await FitAsync(new Truncation(TruncationRule.DropShots, MaxTokens: 10), room: 100);
        var large = await FitAsync(new Truncation(TruncationRule.DropShots, MaxTokens: 100), room: 10);
        Assert.That((small.Text, large.Text), Is.EqualTo(("Haaabbbq?!", "Haaabbbq?!")));
    }

    [TestCase(3, 1, "abcdef", Description = "8 tokens in all, of which the last is never read")]
    [TestCase(2, 0, "abcdef")]
    public void A_pair_that_fits_exactly_stays_whole(int continuation, int spare, string context)
    {
        var pair = Pair(context, continuation);
        Assert.That(ContinuationCutter.Cut(pair, Truncation.None, context.Length + continuation - 1 + spare), Is.SameAs(pair));
    }

    [Test]
    public void A_pair_one_token_too_long_is_an_error_that_names_both_numbers()
    {
        var exception = Assert.Throws<ContextLengthException>(() => ContinuationCutter.Cut(Pair("abcdef", 3), Truncation.None, 7));
        Assert.That((exception!.PromptTokens, exception.Limit), Is.EqualTo((8, 7)));
    }

    [Test]
    public void A_pair_too_long_loses_the_left_of_its_context_where_the_protocol_cuts_so()
    {
        var cut = ContinuationCutter.Cut(Pair("abcdef", 3), new Truncation(TruncationRule.CutLeft), 7);
        Assert.Multiple(() =>
        {
            Assert.That(string.Concat(cut.Context.Select(token => (char)token)), Is.EqualTo("bcdef"));
            Assert.That(cut.Continuation, Has.Count.EqualTo(3));
        });
    }

    [Test]
    public void A_continuation_longer_than_the_context_is_an_error_even_so() =>
        Assert.That(() => ContinuationCutter.Cut(Pair("ab", 9), new Truncation(TruncationRule.CutLeft), 8), Throws.InstanceOf<ContextLengthException>());

    private static Task<FittedPrompt> FitAsync(Truncation truncation, int room) => PromptFitter.FitAsync(
        kept => $"H{string.Concat(Shots.Take(kept))}q?!", Shots.Length, truncation, room, (text, _) => ValueTask.FromResult<IReadOnlyList<int>>([.. text.Select(letter => (int)letter)]), default);

    private static EncodedContinuation Pair(string context, int continuation) => new([.. context.Select(letter => (int)letter)], [.. Enumerable.Range(0, continuation)]);
}
