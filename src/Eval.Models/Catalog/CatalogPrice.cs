namespace Eval.Models.Catalog;

/// <summary>Prices of a model at one provider, per million tokens, as a source said on a day.</summary>
public sealed record CatalogPrice
{
    /// <summary>Provider as in a spec; <c>dashscope-intl</c> is DashScope's international endpoint.</summary>
    public required string Provider { get; init; }

    public required string Currency { get; init; }

    public required decimal Input { get; init; }

    public decimal? CachedInput { get; init; }

    public required decimal Output { get; init; }

    /// <summary>Output while the model thinks, where that has its own price.</summary>
    public decimal? ReasoningOutput { get; init; }

    public required DateOnly AsOf { get; init; }

    public required Uri Source { get; init; }

    /// <summary>What the numbers leave out, e.g. a higher price above some prompt length.</summary>
    public string? Note { get; init; }
}
