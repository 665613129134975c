using Eval.Core.Datasets;
using Eval.Core.Prompts;
using Eval.Core.Scoring;

namespace Eval.Benchmarks.Protocols;

/// <summary>A protocol given by its facts, how it renders once data are loaded, and how it scores.</summary>
internal sealed class ProtocolDefinition(
    ProtocolInfo info,
    Func<BenchmarkData, Func<Sample, Prompt>> renderer,
    Func<ISandbox?, IScorer> scorer) : IProtocolDefinition
{
    public ProtocolInfo Info { get; } = info;

    public IProtocol Bind(BenchmarkData data, ISandbox? sandbox)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new BoundProtocol(Info, renderer(data), scorer(sandbox));
    }
}
