using Eval.Core.Models;
using Eval.Models;
using Eval.Testing;
using Eval.Testing.Models;
using NUnit.Framework;

namespace Eval.Tests.ModelsOnnx;

/// <summary>The contract for remote scoring by token id, as vLLM does it.</summary>
[TestFixture]
public sealed class TokenIdServerContract : ContinuationScorerContract, IDisposable
{
    private RandomModelFolder? _folder;
    private EchoingServer? _server;

    protected override double Tolerance => 1e-4;

    protected override bool KeepsBeginnings => false;

    protected override bool FitsGeneration => false;

    protected override async Task<IModel> OpenAsync()
    {
        _folder = new RandomModelFolder(RandomDecoderShape.Tiny with { ContextLength = 512 });
        _server = new EchoingServer(_folder.Path, 512);
        var factory = new ModelFactory(ModelFactory.BuiltIn, new ModelFactoryOptions { Context = new ModelContext { HttpHandler = _server } });
        var model = factory.Create(ModelSpecParser.Parse("vllm:made-up?api=completions", out _)!).Model!;
        await ((IModelPreflight)model).CheckAsync(default);
        Assert.That(model.Info.Abilities.HasFlag(ModelAbilities.Continuations), Is.True, string.Join('\n', model.Info.Details.Values));
        Assert.That(model.Info.Details["log-likelihood"], Is.EqualTo("prompt_logprobs"));
        return model;
    }

    public void Dispose()
    {
        _server?.Dispose();
        _folder?.Dispose();
    }
}
