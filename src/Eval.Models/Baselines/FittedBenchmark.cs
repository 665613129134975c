using Eval.Core.Datasets;

namespace Eval.Models.Baselines;

/// <summary>What a baseline keeps of a benchmark's examples.</summary>
internal sealed record FittedBenchmark(TaskKind Kind, IReadOnlyList<string> Targets)
{
    public static FittedBenchmark From(BenchmarkData data)
    {
        var kind = data.Samples.Any(sample => sample.Choices.Count > 0) ? TaskKind.Choice
            : data.Samples.Any(sample => sample.Fields.ContainsKey("entry_point")) ? TaskKind.Code
            : TaskKind.Text;
        return new(kind, [.. data.Examples.Select(example => example.Target).OfType<string>()]);
    }
}
