namespace Eval.Hosting.Datasets.Downloads;

/// <summary>What the server said of a file whose download has begun.</summary>
/// <param name="Url">Address that was asked, before redirects.</param>
/// <param name="Validator">Strong ETag with its quotes, or the Last-Modified date; null where the server gave neither, so that the part cannot be continued.</param>
/// <param name="Length">Bytes of the whole file; null where unknown.</param>
internal sealed record PartialStamp(string Url, string? Validator, long? Length);
