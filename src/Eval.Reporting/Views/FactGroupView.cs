namespace Eval.Reporting.Views;

/// <summary>Facts under one heading: a protocol's method, a model, the run.</summary>
internal sealed record FactGroupView(string Id, string Title, string? Text, IReadOnlyList<FactView> Facts);
