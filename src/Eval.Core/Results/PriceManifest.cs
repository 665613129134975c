namespace Eval.Core.Results;

/// <summary>Prices per million tokens with their source and date.</summary>
public sealed record PriceManifest
{
    public required string Currency { get; init; }

    public required decimal Input { get; init; }

    public decimal? CachedInput { get; init; }

    public required decimal Output { get; init; }

    public required string AsOf { get; init; }

    public required string Source { get; init; }
}
