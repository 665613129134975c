using Eval.Core.Datasets;
using Eval.Core.Scoring;

namespace Eval.Core.Prompts;

/// <summary>A protocol bound to data. Rendering is a pure function of the sample: same prompt on any worker, machine or shard. Thread-safe.</summary>
public interface IProtocol
{
    ProtocolInfo Info { get; }

    /// <summary>Scores completions of this protocol. Thread-safe.</summary>
    IScorer Scorer { get; }

    Prompt Render(Sample sample);
}
