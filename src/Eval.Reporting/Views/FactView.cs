namespace Eval.Reporting.Views;

/// <summary>A named fact of a list.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">As recorded.</param>
/// <param name="IsCode">True for digests, specs and commands.</param>
internal sealed record FactView(string Name, string Value, bool IsCode = false);
