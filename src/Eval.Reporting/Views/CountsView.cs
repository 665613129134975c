using Eval.Core.Results;
using Eval.Reporting.Comparing;

namespace Eval.Reporting.Views;

/// <summary>The four status counts as text; a zero is marked so that it can stand back.</summary>
internal sealed record CountsView(string Scored, string NoAnswer, string Truncated, string Error, bool HasNoAnswer, bool HasTruncated, bool HasError)
{
    public static CountsView Of(StatusCounts counts) => new(
        Figures.Count(counts.Scored),
        Figures.Count(counts.NoAnswer),
        Figures.Count(counts.Truncated),
        Figures.Count(counts.Error),
        counts.NoAnswer > 0,
        counts.Truncated > 0,
        counts.Error > 0);
}
