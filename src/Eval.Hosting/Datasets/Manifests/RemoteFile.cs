namespace Eval.Hosting.Datasets.Manifests;

/// <summary>A file at an address.</summary>
/// <param name="Url">Absolute http or https address.</param>
/// <param name="Sha256">Lower-case hex digest of its bytes; null where the address may serve several releases and only the content is checked.</param>
/// <param name="Name">File name it is kept under.</param>
public sealed record RemoteFile(Uri Url, string? Sha256, string Name);
