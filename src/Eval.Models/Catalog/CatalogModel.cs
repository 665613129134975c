namespace Eval.Models.Catalog;

/// <summary>What is known of a model apart from how it scores.</summary>
public sealed record CatalogModel
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? Family { get; init; }

    /// <summary><c>open</c> (weights can be had) or <c>closed</c>.</summary>
    public string? Access { get; init; }

    public CatalogLicence? Licence { get; init; }

    /// <summary>All parameters; null when not published.</summary>
    public double? Parameters { get; init; }

    /// <summary>Parameters used for one token, where that is fewer.</summary>
    public double? ActiveParameters { get; init; }

    /// <summary>In tokens.</summary>
    public int? Context { get; init; }

    /// <summary>First release, as precisely as known: <c>2023</c>, <c>2023-08</c>, <c>2023-08-03</c>.</summary>
    public string? Released { get; init; }

    public IReadOnlyList<CatalogCheckpoint>? Checkpoints { get; init; }

    /// <summary>Names under which hubs and APIs serve it, compared without regard to case.</summary>
    public IReadOnlyList<string>? Aliases { get; init; }

    public bool? Reasoning { get; init; }

    /// <summary>Null or empty: the cost is unknown.</summary>
    public IReadOnlyList<CatalogPrice>? Prices { get; init; }

    public string? Note { get; init; }

    /// <summary>This entry with everything the user's entry says on top; a price replaces the price of the same provider.</summary>
    public CatalogModel With(CatalogModel other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new CatalogModel
        {
            Id = Id,
            Name = other.Name ?? Name,
            Family = other.Family ?? Family,
            Access = other.Access ?? Access,
            Licence = other.Licence ?? Licence,
            Parameters = other.Parameters ?? Parameters,
            ActiveParameters = other.ActiveParameters ?? ActiveParameters,
            Context = other.Context ?? Context,
            Released = other.Released ?? Released,
            Checkpoints = other.Checkpoints ?? Checkpoints,
            Aliases = other.Aliases is null ? Aliases : [.. Aliases ?? [], .. other.Aliases],
            Reasoning = other.Reasoning ?? Reasoning,
            Prices = other.Prices is null ? Prices : [.. other.Prices, .. (Prices ?? []).Where(price => other.Prices.All(mine => mine.Provider != price.Provider))],
            Note = other.Note ?? Note,
        };
    }
}
