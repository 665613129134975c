using Eval.Core.Models.Local;
using NUnit.Framework;

namespace Eval.Tests.Core.Models.Local;

/// <summary>What is drawn is compared with the distribution that the settings mean, worked out by hand.</summary>
public sealed class TokenSamplerTests
{
    private const int Draws = 40_000;

    private static readonly double[] Probabilities = [0.15, 0.5, 0.1, 0.25];

    private static readonly float[] Logits = Of(Probabilities);

    [TestCase(1.0, 0, 1.0, new[] { 0.15, 0.5, 0.1, 0.25 }, TestName = "Temperature_1_draws_the_models_own_distribution")]
    [TestCase(2.0, 0, 1.0, new[] { 0.2027, 0.3701, 0.1655, 0.2617 }, TestName = "A_higher_temperature_takes_the_root_of_every_probability")]
    [TestCase(0.5, 0, 1.0, new[] { 0.0652, 0.7246, 0.029, 0.1812 }, TestName = "A_lower_temperature_takes_the_square_of_every_probability")]
    [TestCase(1.0, 2, 1.0, new[] { 0, 2 / 3.0, 0, 1 / 3.0 }, TestName = "Top_k_keeps_the_k_likeliest")]
    [TestCase(1.0, 9, 1.0, new[] { 0.15, 0.5, 0.1, 0.25 }, TestName = "Top_k_over_the_vocabulary_keeps_all")]
    [TestCase(1.0, 1, 1.0, new[] { 0.0, 1, 0, 0 }, TestName = "Top_k_1_is_greedy")]
    [TestCase(1.0, 0, 0.7, new[] { 0, 2 / 3.0, 0, 1 / 3.0 }, TestName = "Top_p_keeps_the_fewest_that_reach_p")]
    [TestCase(1.0, 0, 0.76, new[] { 1 / 6.0, 5 / 9.0, 0, 5 / 18.0 }, TestName = "Top_p_takes_the_token_that_crosses_p_along")]
    [TestCase(1.0, 0, 0.0001, new[] { 0.0, 1, 0, 0 }, TestName = "Top_p_keeps_at_least_one")]
    [TestCase(1.0, 3, 0.82, new[] { 0, 2 / 3.0, 0, 1 / 3.0 }, TestName = "Top_p_counts_in_what_top_k_left")]
    [TestCase(3.0, 0, 0.7, new[] { 0.2718, 0.406, 0, 0.3222 }, TestName = "Top_p_counts_at_the_given_temperature", Description = "0.7 of the distribution at temperature 1 would keep two")]
    public void Draws_follow_the_distribution(double temperature, int topK, double topP, double[] expected)
    {
        var sampler = new TokenSampler(new SamplingSettings { Temperature = temperature, TopK = topK, TopP = topP, Seed = 7 });
        AssertDrawn(sampler, Logits, [], expected);
    }

    [Test]
    public void The_repetition_penalty_divides_what_is_above_0_and_multiplies_what_is_below()
    {
        // exp: 4 / 2 = 2, exp(-1 * 2) = exp(-2), 1 stays.
        var sampler = new TokenSampler(new SamplingSettings { Temperature = 1, RepetitionPenalty = 2, Seed = 7 });
        double[] weights = [2, Math.Exp(-2), 1];
        AssertDrawn(sampler, [MathF.Log(4), -1, 0], [0, 1], [.. weights.Select(weight => weight / weights.Sum())]);
    }

    [Test]
    public void The_repetition_penalty_comes_before_the_temperature_and_before_top_k()
    {
        // Penalised, token 0 falls behind token 1 and out of the two that are kept.
        var sampler = new TokenSampler(new SamplingSettings { Temperature = 0.5, TopK = 2, RepetitionPenalty = 4, Seed = 7 });
        double[] weights = [0, Math.Pow(8, 2), Math.Pow(4, 2)];
        AssertDrawn(sampler, [MathF.Log(16), MathF.Log(8), MathF.Log(4)], [0], [.. weights.Select(weight => weight / weights.Sum())]);
    }

    [TestCase(new[] { 2f, 1.5f }, new[] { 0 }, 2.0, 1)]
    [TestCase(new[] { 2f, 1.5f }, new[] { 0, 0, 0 }, 1.2, 0, Description = "a token seen three times is penalised once")]
    [TestCase(new[] { -1f, -1.5f }, new[] { 0 }, 2.0, 1)]
    [TestCase(new[] { 2f, 1.5f }, new int[0], 2.0, 0)]
    public void The_repetition_penalty_works_on_greedy_text(float[] logits, int[] seen, double penalty, int expected) =>
        Assert.That(new TokenSampler(new SamplingSettings { Temperature = 0, RepetitionPenalty = penalty, Seed = 1 }).Choose(logits, seen), Is.EqualTo(expected));

    [Test]
    public void Greedy_takes_the_first_of_equals_whatever_the_seed()
    {
        var chosen = Enumerable.Range(0, 50).Select(seed => new TokenSampler(new SamplingSettings { Temperature = 0, Seed = seed }).Choose([1, 3, 3, 2], []));
        Assert.That(chosen, Is.All.EqualTo(1));
    }

    [Test]
    public void A_seed_repeats_its_draws_and_another_has_others()
    {
        var first = Draw(seed: 11);
        Assert.Multiple(() =>
        {
            Assert.That(Draw(seed: 11), Is.EqualTo(first));
            Assert.That(Draw(seed: 12), Is.Not.EqualTo(first));
            Assert.That(Draw(seed: 11 + (1L << 32)), Is.Not.EqualTo(first), "all 64 bits of a seed count");
        });

        static List<int> Draw(long seed)
        {
            var sampler = new TokenSampler(new SamplingSettings { Temperature = 1, Seed = seed });
            return [.. Enumerable.Range(0, 100).Select(_ => sampler.Choose(Logits, []))];
        }
    }

    [Test]
    public void First_draws_of_seeds_in_a_row_follow_the_distribution_too()
    {
        // Repeats of a sample are seeded one after the other.
        var counts = new int[Probabilities.Length];
        for (var seed = 0; seed < Draws; seed++)
        {
            counts[new TokenSampler(new SamplingSettings { Temperature = 1, Seed = seed }).Choose(Logits, [])]++;
        }

        AssertCounts(counts, Probabilities);
    }

    private static float[] Of(double[] probabilities) => [.. probabilities.Select(probability => (float)Math.Log(probability))];

    private static void AssertDrawn(TokenSampler sampler, float[] logits, int[] seen, double[] expected)
    {
        var counts = new int[logits.Length];
        for (var i = 0; i < Draws; i++)
        {
            counts[sampler.Choose(logits, seen)]++;
        }

        AssertCounts(counts, expected);
    }

    // Five standard errors of a frequency, and the rounding of the expected values.
    private static void AssertCounts(int[] counts, double[] expected) => Assert.Multiple(() =>
    {
        for (var id = 0; id < counts.Length; id++)
        {
            var tolerance = expected[id] == 0 ? 0 : 0.0005 + (5 * Math.Sqrt(expected[id] * (1 - expected[id]) / Draws));
            Assert.That((double)counts[id] / Draws, Is.EqualTo(expected[id]).Within(tolerance), $"token {id}");
        }
    });
}
