using Eval.Hosting.Planning;

namespace Eval.Hosting.Scoring;

/// <summary>Answers of one model to one benchmark, as they lie in files.</summary>
/// <param name="Model">Name in records and reports.</param>
/// <param name="Files">Completions files.</param>
/// <param name="Spec">Benchmark; without a protocol, the preferred one that the answers can serve.</param>
public sealed record ScoreInput(string Model, IReadOnlyList<string> Files, BenchmarkSpec Spec);
