namespace Eval.Core.Results;

/// <summary>A (model, benchmark) pair that was planned but could not run, and what would make it run.</summary>
public sealed record SkippedResult(string Model, string Benchmark, string Reason, string Fix);
