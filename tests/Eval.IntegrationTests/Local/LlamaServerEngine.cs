using Eval.Core.Models;
using Eval.Models;
using Eval.Models.LlamaServer;
using Eval.Testing;

namespace Eval.IntegrationTests.Local;

/// <summary>Opens models on a real llama-server; skips visibly where there is none.</summary>
internal static class LlamaServerEngine
{
    /// <summary>The program; skips or fails the running test when it is missing.</summary>
    public static string Program
    {
        get
        {
            var program = LlamaServerProgram.Find(Environment.GetEnvironmentVariable);
            Require.Part("llama-server", program is not null, "llama-server is neither on PATH nor named by EVAL_LLAMA_SERVER; .ci/install-llama-server fetches it");
            return program!;
        }
    }

    public static async Task<IModel> OpenAsync(string text)
    {
        _ = Program;
        var model = Create(text);
        try
        {
            await ((IModelPreflight)model).CheckAsync(default);
            return model;
        }
        catch
        {
            await ((IAsyncDisposable)model).DisposeAsync();
            throw;
        }
    }

    public static IModel Create(string text)
    {
        var spec = ModelSpecParser.Parse(text, out var problems) ?? throw new InvalidOperationException(string.Join('\n', problems));
        var creation = new ModelFactory(ModelFactory.BuiltIn, new ModelFactoryOptions()).Create(spec);
        return creation.Model ?? throw new InvalidOperationException(string.Join('\n', creation.Problems));
    }
}
