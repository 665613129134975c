namespace Eval.Core.Results;

/// <summary>One model of a run as recorded.</summary>
public sealed record ModelManifest
{
    public required string Name { get; init; }

    /// <summary>Canonical spec without secrets.</summary>
    public required string Spec { get; init; }

    public required string Provider { get; init; }

    public required string ModelId { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary>Id in the model catalogue; null when it is not listed.</summary>
    public string? CatalogId { get; init; }

    /// <summary><c>open</c>, <c>closed</c> or null when unknown.</summary>
    public string? Access { get; init; }

    /// <summary>Prices the run's costs were computed with; null when unknown.</summary>
    public PriceManifest? Price { get; init; }

    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();
}
