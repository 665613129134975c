using System.Globalization;
using System.Runtime.InteropServices;
using Eval.Core.Statistics;

namespace Eval.Reporting.Comparing;

/// <summary>The ranks a model may hold in one column, given the intervals: first and last, from 1.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RankRange(int Best, int Worst)
{
    /// <summary>Rank ranges of estimates in their order; a null estimate gets none.</summary>
    /// <remarks>A model is placed below another only when the 95 % interval of their difference excludes 0.</remarks>
    public static IReadOnlyList<RankRange?> Of(IReadOnlyList<Estimate?> estimates)
    {
        ArgumentNullException.ThrowIfNull(estimates);
        var known = estimates.Count(estimate => estimate is not null);
        return [.. estimates.Select(estimate => estimate is { } mine
            ? new RankRange(
                1 + estimates.Count(other => other is { } theirs && theirs.Minus(mine).Lower > 0),
                known - estimates.Count(other => other is { } theirs && mine.Minus(theirs).Lower > 0))
            : (RankRange?)null)];
    }

    /// <summary><c>1–3</c>, or <c>2</c> where only one rank is possible.</summary>
    public override string ToString() => Best == Worst
        ? Best.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Best}–{Worst}");
}
