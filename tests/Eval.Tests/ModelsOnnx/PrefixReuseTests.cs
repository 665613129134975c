using Eval.Core.Models;
using Eval.Models.Onnx;
using Eval.Testing.Models;
using NUnit.Framework;

namespace Eval.Tests.ModelsOnnx;

public sealed class PrefixReuseTests
{
    private static readonly string Shots = string.Concat(Enumerable.Repeat("The sun was hot. Tim had a red ball. ", 12));

    private static readonly string[] Questions = [.. Enumerable.Range(0, 24).Select(number => $"{Shots}Question {number}: Lily had")];

    [TestCase(1)]
    [TestCase(8)]
    public async Task Shots_that_questions_share_are_evaluated_once(int batch)
    {
        using var folder = new RandomModelFolder(RandomDecoderShape.Tiny);
        await using var model = OnnxTestModels.Open(folder.Path, new OnnxOptions { Batch = batch });
        var completions = await AskAsync(model, Questions);
        var asked = completions.Sum(completion => completion.Usage.Input!.Value);
        var evaluated = completions.Sum(completion => completion.Usage.Evaluated!.Value);
        Assert.That((double)asked / evaluated, Is.GreaterThan(4));
    }

    [Test]
    public async Task Without_reuse_everything_is_evaluated_and_the_scores_are_the_same()
    {
        using var folder = new RandomModelFolder(RandomDecoderShape.Tiny);
        await using var reusing = OnnxTestModels.Open(folder.Path);
        await using var plain = OnnxTestModels.Open(folder.Path, new OnnxOptions { KeptPrefixes = 0 });
        var quick = await AskAsync(reusing, Questions);
        var slow = await AskAsync(plain, Questions);
        Assert.Multiple(() =>
        {
            Assert.That(slow.Sum(completion => completion.Usage.Evaluated), Is.EqualTo(slow.Sum(completion => completion.Usage.Input)));
            Assert.That(quick.Sum(completion => completion.Usage.Input), Is.EqualTo(slow.Sum(completion => completion.Usage.Input)));
            Assert.That(
                quick.SelectMany(completion => completion.Choices).Select(choice => choice.LogProbability),
                Is.EqualTo(slow.SelectMany(completion => completion.Choices).Select(choice => choice.LogProbability)).Within(1e-4));
        });
    }

    [Test]
    public async Task Subjects_in_turn_keep_their_own_shots()
    {
        using var folder = new RandomModelFolder(RandomDecoderShape.Tiny);
        await using var model = OnnxTestModels.Open(folder.Path, new OnnxOptions { Batch = 1 });
        var other = string.Concat(Enumerable.Repeat("Lily loved the park. ", 20));
        var evaluated = 0;
        var asked = 0;
        for (var i = 0; i < 10; i++)
        {
            foreach (var context in (string[])[$"{Shots}Question {i}: Tim", $"{other}Question {i}: Tim"])
            {
                var usage = (await model.ScoreAsync(OnnxTestModels.Ask(context, " A", " B"), default)).Usage;
                evaluated += usage.Evaluated!.Value;
                asked += usage.Input!.Value;
            }
        }

        Assert.That((double)asked / evaluated, Is.GreaterThan(3));
    }

    [Test]
    public async Task A_generated_answer_reuses_the_shots_too()
    {
        using var folder = new RandomModelFolder(RandomDecoderShape.Tiny);
        await using var model = OnnxTestModels.Open(folder.Path);
        await model.GenerateAsync(OnnxTestModels.Continue(Questions[0], 4), default);
        var second = await model.GenerateAsync(OnnxTestModels.Continue(Questions[1], 4), default);
        Assert.That(second.Usage.Evaluated, Is.LessThan(second.Usage.Input!.Value / 4));
    }

    private static Task<Completion[]> AskAsync(OnnxModel model, IEnumerable<string> contexts) =>
        Task.WhenAll(contexts.Select(context => model.ScoreAsync(OnnxTestModels.Ask(context, " A", " B", " C", " D"), default)));
}
