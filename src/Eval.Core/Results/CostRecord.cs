namespace Eval.Core.Results;

/// <summary>Money, as written in records and summaries.</summary>
public sealed record CostRecord(decimal Amount, string Currency);
