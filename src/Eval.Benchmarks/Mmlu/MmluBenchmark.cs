using Eval.Benchmarks.MultipleChoice;
using Eval.Benchmarks.Reading;
using Eval.Core.Datasets;
using Eval.Core.Prompts;

namespace Eval.Benchmarks.Mmlu;

/// <summary>Massive Multitask Language Understanding (Hendrycks et al. 2021, https://arxiv.org/abs/2009.03300): 57 subjects, four options.</summary>
public sealed class MmluBenchmark : ChoiceBenchmark
{
    public const string Name = "mmlu";

    public override BenchmarkInfo Info { get; } = new()
    {
        Name = Name,
        Title = "MMLU",
        DefaultSplit = "test",
        Splits = ["test", "val", ExamplesSplit],
        ChanceLevel = 0.25,
        Language = "en",
    };

    public override IReadOnlyList<IProtocolDefinition> Protocols => MmluProtocols.All;

    protected override IReadOnlyList<string> Roots { get; } = ["mmlu/data", "mmlu"];

    protected override SubjectSplit Reader { get; } = new(Name, "MMLU", MmluSubjects.All, MmluFile.Read);
}
