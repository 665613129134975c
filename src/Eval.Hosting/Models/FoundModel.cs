namespace Eval.Hosting.Models;

/// <summary>Something on this machine that could be evaluated, offered by name and never used unasked.</summary>
/// <param name="Spec">What to write behind <c>-m</c>.</param>
/// <param name="Why">How it was found.</param>
public sealed record FoundModel(string Spec, string Why);
