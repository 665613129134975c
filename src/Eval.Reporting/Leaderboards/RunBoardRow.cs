using Eval.Core.Results;
using Eval.Reporting.Comparing;

namespace Eval.Reporting.Leaderboards;

/// <summary>One model in a block.</summary>
/// <param name="Model">Its name in the run.</param>
/// <param name="Kind"><c>open</c>, <c>closed</c> or <c>other</c>.</param>
/// <param name="Result">The headline metric's result.</param>
/// <param name="Rank">Rank range; null for an incomplete result.</param>
/// <param name="Extras">Results of the further metrics.</param>
public sealed record RunBoardRow(string Model, string Kind, ResultSummary Result, RankRange? Rank, IReadOnlyList<ResultSummary> Extras);
