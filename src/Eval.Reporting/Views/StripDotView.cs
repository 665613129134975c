namespace Eval.Reporting.Views;

/// <summary>One model's score in a row of a dot plot, in percent of the width.</summary>
internal sealed record StripDotView(string X, string Kind, string Title, bool IsLeader);
