namespace Eval.Reporting.Views;

/// <summary>A further metric of the same completions, below the headline.</summary>
internal sealed record ExtraMetricView(string Name, string Value, string Half);
