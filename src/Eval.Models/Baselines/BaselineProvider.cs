using Eval.Core.Models;

namespace Eval.Models.Baselines;

/// <summary><c>baseline:random</c>, <c>baseline:longest</c>, <c>baseline:ngram</c>.</summary>
public sealed class BaselineProvider : IModelProvider
{
    public string Name => "baseline";

    public IReadOnlyList<string> Keys => [];

    public ModelCreation Create(ModelSpec spec, ModelContext context)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(context);
        var seed = spec.Overrides.Seed ?? context.Seed;
        return spec.Name switch
        {
            "random" => ModelCreation.Of(new RandomBaseline(spec, seed)),
            "longest" => ModelCreation.Of(new LongestBaseline(spec)),
            "ngram" => ModelCreation.Of(new NgramBaseline(spec, seed)),
            _ => ModelCreation.Refused($"model '{spec.Text}': there is no baseline '{spec.Name}'; the baselines are random, longest and ngram"),
        };
    }
}
