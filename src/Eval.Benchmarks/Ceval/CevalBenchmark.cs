using Eval.Benchmarks.MultipleChoice;
using Eval.Benchmarks.Reading;
using Eval.Core.Datasets;
using Eval.Core.Prompts;

namespace Eval.Benchmarks.Ceval;

/// <summary>C-Eval (Huang et al. 2023, https://arxiv.org/abs/2305.08322): Chinese exam questions of 52 subjects, four options.</summary>
public sealed class CevalBenchmark : ChoiceBenchmark
{
    public const string Name = "ceval";

    public override BenchmarkInfo Info { get; } = new()
    {
        Name = Name,
        Title = "C-Eval",
        DefaultSplit = "val",
        Splits = ["val", "test", ExamplesSplit],
        ChanceLevel = 0.25,
        Language = "zh-CN",
    };

    public override IReadOnlyList<IProtocolDefinition> Protocols => CevalProtocols.All;

    protected override IReadOnlyList<string> Roots { get; } = ["ceval", "ceval/formal_ceval", "ceval/data"];

    protected override SubjectSplit Reader { get; } = new(Name, "C-Eval", CevalSubjects.Names, CevalFile.Read);
}
