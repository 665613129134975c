using Eval.Core.Datasets;
using Eval.Core.Models;

namespace Eval.Core.Scoring;

/// <summary>Reads a completion and judges it. No model is called. Thread-safe.</summary>
public interface IScorer
{
    /// <summary>Scores one completion whose text has been cut at the stop strings. A null text is an error, an empty one an answer.</summary>
    /// <exception cref="SandboxUnavailableException">Code must run and no engine answers.</exception>
    ValueTask<Score> ScoreAsync(Sample sample, Completion completion, CancellationToken cancellationToken);
}
