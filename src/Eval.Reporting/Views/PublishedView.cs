namespace Eval.Reporting.Views;

/// <summary>A published score beside a measured one.</summary>
internal sealed record PublishedView(string Value, string Source, string Address, bool IsOutside, string Verdict);
