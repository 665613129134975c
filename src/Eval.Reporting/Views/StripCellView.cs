namespace Eval.Reporting.Views;

/// <summary>One model's score on one subject in the table behind the dot plot.</summary>
internal sealed record StripCellView(string? Value, string? Half, string? Note, string? Missing);
