using Eval.Core.Models;

namespace Eval.Example.Plugin;

/// <summary>The smallest useful plugin: <c>-m constant:B</c> gives the same answer to every question.</summary>
public sealed class ConstantProvider : IModelProvider
{
    public string Name => "constant";

    public IReadOnlyList<string> Keys => [];

    public ModelCreation Create(ModelSpec spec, ModelContext context) => ModelCreation.Of(new ConstantModel(spec));

    private sealed class ConstantModel(ModelSpec spec) : IModel
    {
        public ModelInfo Info { get; } = new()
        {
            Name = spec.ReportName,
            Provider = spec.Provider,
            ModelId = spec.Name,
            Abilities = ModelAbilities.Text | ModelAbilities.Chat,
            Fingerprint = $"constant v1 {spec.Name}",
            IsCacheable = false,
        };

        public Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken) =>
            Task.FromResult(new Completion { Text = $"Answer: {spec.Name}", FinishReason = FinishReason.Stop });
    }
}
