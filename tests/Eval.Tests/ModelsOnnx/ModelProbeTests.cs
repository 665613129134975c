using Eval.Core.Models;
using Eval.Core.Models.Local;
using Eval.Testing.Models;
using NUnit.Framework;

namespace Eval.Tests.ModelsOnnx;

public sealed class ModelProbeTests
{
    [Test]
    public async Task A_sound_model_is_measured_and_its_benchmarks_are_estimated()
    {
        using var folder = new RandomModelFolder(RandomDecoderShape.Tiny);
        await using var model = OnnxTestModels.Open(folder.Path);
        var report = await new ModelProbe(TimeProvider.System).RunAsync(model, default);
        Assert.Multiple(() =>
        {
            Assert.That(report.Problem, Is.Null);
            Assert.That(report.PromptTokensPerSecond, Is.GreaterThan(0));
            Assert.That(report.GeneratedTokensPerSecond, Is.GreaterThan(0));
            Assert.That(report.CharactersPerToken, Is.GreaterThan(1));
            Assert.That(report.Info.ContextLength, Is.EqualTo(8192));
            Assert.That(report.Estimates.Select(estimate => estimate.Benchmark), Is.EqualTo(new[] { "mmlu@lm-eval", "ceval@official", "gsm8k@cot", "humaneval@lm-eval" }));
            Assert.That(report.Estimates.Select(estimate => estimate.Time), Is.All.GreaterThan(TimeSpan.Zero));
        });
    }

    [Test]
    public async Task A_flat_model_is_reported_with_the_reason_and_nothing_is_measured()
    {
        using var folder = new RandomModelFolder(RandomDecoderShape.Tiny with { Weights = RandomDecoderWeights.Flat });
        await using var model = OnnxTestModels.Open(folder.Path);
        var report = await new ModelProbe(TimeProvider.System).RunAsync(model, default);
        Assert.Multiple(() =>
        {
            Assert.That(report.Problem, Does.Contain("flat"));
            Assert.That(report.Fix, Is.Not.Empty);
            Assert.That(report.Estimates, Is.Empty);
        });
    }
}
