namespace Eval.Models.Catalog;

/// <summary>Terms of use.</summary>
/// <param name="Name">As its owner calls it.</param>
/// <param name="Url">Where it can be read.</param>
/// <param name="CommercialUse"><c>yes</c>, <c>no</c> or <c>conditional</c>.</param>
public sealed record CatalogLicence(string Name, Uri? Url, string CommercialUse);
