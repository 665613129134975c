namespace Eval.Core.Results;

/// <summary>Tokens of one sample; null where unknown.</summary>
public sealed record UsageRecord(int? Input, int? Output, int? Cached, int? Reasoning, int? Evaluated = null);
