using Eval.Core.Models;
using Eval.Hosting.Planning;
using Eval.Models;
using Eval.Models.Catalog;
using Eval.Testing.Models;
using NUnit.Framework;

namespace Eval.Tests.ModelsOnnx;

public sealed class LoadTimeCheckTests
{
    [Test]
    public async Task A_flat_model_is_refused_with_the_reason()
    {
        var exception = await CheckAsync(RandomDecoderWeights.Flat);
        Assert.That(exception.Message, Does.Contain("flat"));
    }

    [Test]
    public async Task A_model_that_answers_NaN_is_refused_with_the_reason()
    {
        var exception = await CheckAsync(RandomDecoderWeights.NotANumber);
        Assert.That(exception.Message, Does.Contain("NaN"));
    }

    [Test]
    public async Task A_tokenizer_larger_than_the_model_is_refused()
    {
        using var folder = new RandomModelFolder(RandomDecoderShape.Tiny with { Vocabulary = 512 });
        TrainedTokenizer.Write(folder.Path, string.Concat(Enumerable.Range(0, 2000).Select(number => $" {number * 7919}")), 600);
        await using var model = OnnxTestModels.Open(folder.Path);
        var exception = await Assert.ThrowsAsync<ModelStoppedException>(() => model.CheckAsync(default));
        Assert.That(exception!.Message, Does.Contain("600").And.Contain("512"));
    }

#if ONNXRUNTIME_GPU
    [Test]
    public async Task A_gpu_that_cannot_be_used_is_told_with_what_to_check()
    {
        using var folder = new RandomModelFolder(RandomDecoderShape.Tiny);
        var creation = new Eval.Models.Onnx.OnnxModelProvider().Create(ModelSpecParser.Parse($"onnx:{folder.Path}?device=cuda:0", out _)!, new ModelContext());
        if (creation.Model is IAsyncDisposable model)
        {
            await model.DisposeAsync();
            Assert.Ignore("This machine has a GPU that can be used.");
        }

        Assert.That(creation.Problems, Has.One.Contains("CUDA").And.One.Contains("device=cpu"));
    }
#else
    [Test]
    public void A_gpu_on_a_cpu_build_explains_itself()
    {
        using var folder = new RandomModelFolder(RandomDecoderShape.Tiny);
        var spec = ModelSpecParser.Parse($"onnx:{folder.Path}?device=cuda:0", out _)!;
        var creation = new Eval.Models.Onnx.OnnxModelProvider().Create(spec, new ModelContext());
        Assert.That(creation.Problems, Has.One.Contains("-p:OnnxRuntime=Gpu").And.One.Contains("device=cpu"));
    }
#endif

    [Test]
    public async Task A_refused_model_is_a_problem_of_the_request_and_never_planned()
    {
        using var folder = new RandomModelFolder(RandomDecoderShape.Tiny with { Weights = RandomDecoderWeights.Flat });
        var factory = new ModelFactory([new Eval.Models.Onnx.OnnxModelProvider()], new ModelFactoryOptions());
        await using var resolution = await new ModelResolver(factory, ModelCatalog.Empty).ResolveAsync([$"onnx:{folder.Path}"], default);
        Assert.Multiple(() =>
        {
            Assert.That(resolution.Models, Is.Empty);
            Assert.That(resolution.Problems, Has.Count.EqualTo(1));
            Assert.That(resolution.Problems[0].ToString(), Does.Contain("flat").And.Contain("Check the weights"));
        });
    }

    private static async Task<ModelStoppedException> CheckAsync(RandomDecoderWeights weights)
    {
        using var folder = new RandomModelFolder(RandomDecoderShape.Tiny with { Weights = weights });
        await using var model = OnnxTestModels.Open(folder.Path);
        return (await Assert.ThrowsAsync<ModelStoppedException>(() => model.CheckAsync(default)))!;
    }
}
