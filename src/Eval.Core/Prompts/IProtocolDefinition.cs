using Eval.Core.Datasets;
using Eval.Core.Scoring;

namespace Eval.Core.Prompts;

/// <summary>A protocol before any data is loaded: what <c>list protocols</c> shows.</summary>
public interface IProtocolDefinition
{
    ProtocolInfo Info { get; }

    /// <summary>Binds the protocol to loaded data. Everything that can be missing (exemplar files, shots) is found here, before the first request.</summary>
    /// <param name="data">The split to run.</param>
    /// <param name="sandbox">Where code runs; null for benchmarks that run none, or when only prompts are wanted.</param>
    /// <exception cref="DatasetException">Exemplars are missing; the message says how to get them.</exception>
    IProtocol Bind(BenchmarkData data, ISandbox? sandbox);
}
