using Eval.Core.Datasets;
using Eval.Hosting.Datasets;

namespace Eval.Hosting.Planning;

/// <summary>One benchmark of the request with its data.</summary>
/// <param name="Spec">The user's words.</param>
/// <param name="Benchmark">The benchmark they name.</param>
/// <param name="Data">The split in memory.</param>
/// <param name="Place">Where it was found.</param>
public sealed record LoadedBenchmark(BenchmarkSpec Spec, IBenchmark Benchmark, BenchmarkData Data, DatasetPlace Place);
