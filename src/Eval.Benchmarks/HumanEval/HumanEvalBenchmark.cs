using Eval.Core.Datasets;
using Eval.Core.Prompts;

namespace Eval.Benchmarks.HumanEval;

/// <summary>HumanEval: 164 Python functions to write from signature and docstring, judged by running them (Chen et al. 2021, https://arxiv.org/abs/2107.03374).</summary>
public sealed class HumanEvalBenchmark : IBenchmark
{
    internal const string Name = "humaneval";
    internal const string Test = "test";

    public BenchmarkInfo Info { get; } = new()
    {
        Name = Name,
        Title = "HumanEval",
        DefaultSplit = Test,
        Splits = [Test],
        NeedsSandbox = true,
        Language = "en",
    };

    public IReadOnlyList<IProtocolDefinition> Protocols => HumanEvalProtocols.All;

    public Task<BenchmarkData> LoadAsync(string datasetsFolder, string split, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(datasetsFolder);
        return split == Test
            ? HumanEvalReader.ReadAsync(datasetsFolder, cancellationToken)
            : throw new DatasetException($"HumanEval has no split \"{split}\"; it has {Test} alone.", []);
    }
}
