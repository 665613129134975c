using Eval.Core.Models;
using Eval.Core.Results;
using Eval.Models.Catalog;

namespace Eval.Models.Decorators;

/// <summary>Writes on each answer what it cost. Without token counts the cost stays unknown, never zero; a cost the server billed stands.</summary>
public sealed class CostModel(IModel inner, PriceManifest price) : DelegatingModel(inner)
{
    public override async Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken) =>
        Priced(await Inner.GenerateAsync(request, cancellationToken).ConfigureAwait(false));

    public override async Task<Completion> ScoreAsync(ContinuationRequest request, CancellationToken cancellationToken) =>
        Priced(await base.ScoreAsync(request, cancellationToken).ConfigureAwait(false));

    private Completion Priced(Completion completion) =>
        completion is { Cost: null, IsCached: false, Usage: { Input: { } input, Output: { } output } usage }
            ? completion with { Cost = new Cost(Pricing.Cost(price, input, usage.Cached ?? 0, output), price.Currency) }
            : completion;
}
