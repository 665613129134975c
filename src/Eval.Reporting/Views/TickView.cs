namespace Eval.Reporting.Views;

/// <summary>A tick of an axis: where it is, and what it says.</summary>
internal sealed record TickView(string At, string Text);
