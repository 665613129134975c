using Eval.Models;
using Eval.Models.Baselines;
using NUnit.Framework;

namespace Eval.Tests.Models.Baselines;

[TestFixture]
public sealed class NgramModelTests
{
    private static readonly string[] Texts = ["the cat sat on the mat.", "the cat ate the fish.", "a dog sat on a cat.", "Answer: B\n", "Answer: B\n", "Answer: C\n"];

    [Test]
    public void Probabilities_over_the_vocabulary_add_up_to_one_in_every_context()
    {
        var model = new NgramModel(Texts, isWhole: true);
        var tokens = model.Vocabulary.ToList();

        foreach (var first in tokens)
        {
            foreach (var second in tokens.Where((_, index) => index % 3 == 0))
            {
                Assert.That(tokens.Sum(token => model.Probability(first, second, token)), Is.EqualTo(1).Within(1e-9));
            }
        }
    }

    [Test]
    public void What_followed_a_context_more_often_is_more_probable()
    {
        var model = new NgramModel(Texts, isWhole: true);
        var context = model.Encode("Answer:");
        double Of(string token) => model.Probability(context[^2], context[^1], model.Encode(token)[0]);

        Assert.That(Of(" B"), Is.GreaterThan(Of(" C")));
        Assert.That(Of(" C"), Is.GreaterThan(Of(" cat")));
        Assert.That(model.Text(model.MostProbable(context[^2], context[^1])), Is.EqualTo(" B"));
    }

    [Test]
    public void Witten_Bell_weights_are_those_of_the_formula()
    {
        // "a" occurs 3 times in 4 tokens of 2 kinds; the vocabulary has the boundary, the unknown, "a" and "b".
        var model = new NgramModel(["a", "a", "a", "b"], isWhole: false);
        var a = model.Encode("a")[0];
        var unigram = (3 + (2 * 0.25)) / (4 + 2);
        var bigram = (3 + (2 * unigram)) / (4 + 2);
        var trigram = (3 + (2 * bigram)) / (4 + 2);

        Assert.That(model.Probability(NgramModel.Boundary, NgramModel.Boundary, a), Is.EqualTo(trigram).Within(1e-12));
    }

    [Test]
    public void Drawing_follows_the_distribution()
    {
        var model = new NgramModel(Texts, isWhole: true);
        var context = model.Encode("Answer:");
        var b = model.Encode(" B")[0];
        var random = new StableRandom(7, "draws", 0);
        var draws = Enumerable.Range(0, 20_000).Count(_ => model.Sample(context[^2], context[^1], ref random) == b);

        Assert.That(draws / 20_000.0, Is.EqualTo(model.Probability(context[^2], context[^1], b)).Within(0.015));
    }

    [TestCase("the cat  sat\n\t123, “x”")]
    [TestCase("中文 text 😀 end ")]
    [TestCase("")]
    public void Pieces_join_to_the_text_again(string text) =>
        Assert.That(string.Concat(NgramTokenizer.Split(text)), Is.EqualTo(text));
}
