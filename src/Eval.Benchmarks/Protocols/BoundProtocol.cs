using Eval.Core.Datasets;
using Eval.Core.Prompts;
using Eval.Core.Scoring;

namespace Eval.Benchmarks.Protocols;

/// <summary>A protocol made of a rendering function and a scorer.</summary>
internal sealed class BoundProtocol(ProtocolInfo info, Func<Sample, Prompt> render, IScorer scorer) : IProtocol
{
    public ProtocolInfo Info { get; } = info;

    public IScorer Scorer { get; } = scorer;

    public Prompt Render(Sample sample) => render(sample);
}
