using Eval.Core.Models;
using Eval.Core.Models.Local;
using NUnit.Framework;

namespace Eval.Tests.Core.Models.Local;

public sealed class ContinuationProbeTests
{
    [Test]
    public async Task A_sound_engine_passes() => Assert.That(await CheckAsync((word, _, _) => -1 - word), Is.Null);

    [TestCase(0.0009, true)]
    [TestCase(0.0011, false)]
    [TestCase(0.006, false)]
    public async Task A_cache_that_moves_a_log_probability_by_more_than_is_allowed_is_told(double drift, bool isFine)
    {
        var doubt = await CheckAsync((word, _, call) => -1 - word - (call == 2 && word == 3 ? drift : 0));
        Assert.That(doubt, isFine ? Is.Null : Does.Contain("when the beginning of its context was cached").And.Contain("0.001 is allowed"));
    }

    [TestCase(double.NaN, "NaN")]
    [TestCase(double.NegativeInfinity, "-Infinity")]
    [TestCase(0.5, "above 0")]
    public async Task A_broken_number_is_refused(double value, string says)
    {
        var exception = await Assert.ThrowsAsync<ModelStoppedException>(() => CheckAsync((word, _, _) => word == 2 ? value : -1 - word));
        Assert.Multiple(() =>
        {
            Assert.That(exception!.Message, Does.Contain(says));
            Assert.That(exception.IsUnfit, Is.True);
        });
    }

    [Test]
    public async Task A_number_that_the_cache_breaks_is_no_sound_engine()
    {
        var doubt = await CheckAsync((word, _, call) => call == 2 ? double.NaN : -1 - word);
        Assert.That(doubt, Does.Contain("NaN"));
    }

    [Test]
    public async Task Probabilities_of_different_tokens_that_add_up_to_more_than_1_are_refused() =>
        Assert.That((await Assert.ThrowsAsync<ModelStoppedException>(() => CheckAsync((word, _, _) => Math.Log(0.3) - (word / 1000.0))))!.Message, Does.Contain("add up to 1.79"));

    [TestCase(1)]
    [TestCase(2)]
    public async Task A_flat_engine_is_refused_whatever_the_words_lengths(int tokens) =>
        Assert.That((await Assert.ThrowsAsync<ModelStoppedException>(() => CheckAsync((word, _, _) => -6.2 * (word == 4 ? tokens : 1), word => word == 4 ? tokens : 1)))!.Message, Does.Contain("flat"));

    [Test]
    public async Task An_engine_that_sees_only_the_words_is_not_flat_and_one_that_sees_only_the_context_is() => Assert.Multiple(async () =>
    {
        Assert.That(await CheckAsync((word, _, _) => -2 - word), Is.Null);
        Assert.That(await CheckAsync((_, context, _) => -3 - context), Is.Null);
        await Assert.ThatAsync(() => CheckAsync((_, _, _) => -3), Throws.InstanceOf<ModelStoppedException>());
    });

    private static Task<string?> CheckAsync(Func<int, int, int, double> score, Func<int, int>? tokens = null) =>
        ContinuationProbe.CheckAsync(new FakeScorer(score, tokens ?? (_ => 1)), "made-up", default);

    /// <param name="score">Log-probability by word, context and number of the call.</param>
    /// <param name="tokens">Tokens of a word.</param>
    private sealed class FakeScorer(Func<int, int, int, double> score, Func<int, int> tokens) : IContinuationScorer
    {
        private int _calls;

        public Task<Completion> ScoreAsync(ContinuationRequest request, CancellationToken cancellationToken)
        {
            var call = _calls++;
            var context = call == 1 ? 1 : 0;
            return Task.FromResult(new Completion
            {
                Text = null,
                FinishReason = FinishReason.Scored,
                Choices = [.. request.Prompt.Continuations.Select((_, word) => new ContinuationScore(score(word, context, call), tokens(word), IsGreedy: false))],
            });
        }
    }
}
