using Eval.Core.Results;

namespace Eval.Models.Catalog;

/// <summary>Money for tokens.</summary>
public static class Pricing
{
    /// <summary>Cost in the price's currency.</summary>
    /// <param name="price">Per million tokens.</param>
    /// <param name="input">Prompt tokens, the cached ones included.</param>
    /// <param name="cached">Prompt tokens read from the provider's cache; at full price where no other is known.</param>
    /// <param name="output">Generated tokens.</param>
    public static decimal Cost(PriceManifest price, long input, long cached, long output)
    {
        ArgumentNullException.ThrowIfNull(price);
        return (((input - cached) * price.Input) + (cached * (price.CachedInput ?? price.Input)) + (output * price.Output)) / 1_000_000;
    }
}
