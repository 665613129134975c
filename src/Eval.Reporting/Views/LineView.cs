namespace Eval.Reporting.Views;

/// <summary>A line: x in percent of the width, y in pixels.</summary>
internal sealed record LineView(string X1, string Y1, string X2, string Y2);
