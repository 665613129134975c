namespace Eval.Sandbox.Docker;

/// <summary>An image that is there.</summary>
/// <param name="Reference">What a container is created from.</param>
/// <param name="Digest">The registry's digest where it was pulled by one, else the image's own id.</param>
internal sealed record ResolvedImage(string Reference, string Digest);
