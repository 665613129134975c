using Eval.Benchmarks.Ceval;
using Eval.Benchmarks.Gsm8k;
using Eval.Benchmarks.HumanEval;
using Eval.Benchmarks.Mmlu;
using Eval.Core.Datasets;

namespace Eval.Benchmarks;

/// <summary>Every built-in benchmark, in the order lists and tables show them.</summary>
public static class BenchmarkCatalog
{
    public static IReadOnlyList<IBenchmark> All { get; } = [new MmluBenchmark(), new CevalBenchmark(), new Gsm8kBenchmark(), new HumanEvalBenchmark()];

    /// <summary>The benchmark of a bare name; null when there is none.</summary>
    public static IBenchmark? Find(string name) => All.FirstOrDefault(benchmark => benchmark.Info.Name == name);
}
