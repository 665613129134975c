using Eval.Core.Models;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.ModelsOnnx;

[TestFixture]
public sealed class StoryModelContract : ContinuationScorerContract
{
    protected override double Tolerance => 1e-4;

    protected override async Task<IModel> OpenAsync()
    {
        var model = OnnxTestModels.Open(ExpectedScores.OnnxFolder);
        await model.CheckAsync(default);
        return model;
    }
}
