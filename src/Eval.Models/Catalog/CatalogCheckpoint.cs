namespace Eval.Models.Catalog;

/// <summary>One set of weights under the model's name.</summary>
public sealed record CatalogCheckpoint(string Date, string? Note);
