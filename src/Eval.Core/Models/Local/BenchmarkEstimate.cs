namespace Eval.Core.Models.Local;

/// <summary>How long a benchmark would take on a probed model, one request after another.</summary>
public sealed record BenchmarkEstimate(string Benchmark, TimeSpan Time);
