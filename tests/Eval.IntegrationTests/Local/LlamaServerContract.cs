using Eval.Core.Models;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.IntegrationTests.Local;

[TestFixture]
public sealed class LlamaServerContract : ContinuationScorerContract
{
    protected override Task<IModel> OpenAsync() => LlamaServerEngine.OpenAsync($"gguf:{ExpectedScores.GgufFile}?ctx=512&parallel=2");
}
