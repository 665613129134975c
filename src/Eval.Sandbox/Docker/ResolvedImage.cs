namespace Eval.Sandbox.Docker;

/// <summary>An image that is there.</summary>
/// <param name="Reference">Its name, as asked for.</param>
/// <param name="Id">What containers are created from: a name can be given to another image in mid-run, an id cannot.</param>
/// <param name="Digest">The registry's digest where it came from one, else the image's own id.</param>
internal sealed record ResolvedImage(string Reference, string Id, string Digest);
