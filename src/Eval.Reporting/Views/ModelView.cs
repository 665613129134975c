namespace Eval.Reporting.Views;

/// <summary>One row of the leaderboard.</summary>
/// <param name="Name">Name in this run.</param>
/// <param name="Kind"><c>open</c>, <c>closed</c> or <c>other</c>: hue and shape.</param>
/// <param name="KindName">The kind in words.</param>
/// <param name="Origin">Provider and model id.</param>
/// <param name="Cells">One per column.</param>
internal sealed record ModelView(string Name, string Kind, string KindName, string Origin, IReadOnlyList<CellView> Cells);
