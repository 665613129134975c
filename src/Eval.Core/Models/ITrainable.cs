using Eval.Core.Datasets;

namespace Eval.Core.Models;

/// <summary>Optional ability: a model that is fitted on a benchmark's dev or train examples before the run (the built-in baselines).</summary>
public interface ITrainable
{
    /// <summary>Fits on the examples of one benchmark; called once per benchmark, before its first request.</summary>
    void Fit(BenchmarkData data);
}
