using Eval.Core.Models;

namespace Eval.Models.Onnx.Engine;

/// <summary>Continuations of one context, in tokens.</summary>
internal sealed class ScoringJob(IReadOnlyList<int> context, IReadOnlyList<IReadOnlyList<int>> continuations)
{
    public IReadOnlyList<int> Context { get; } = context;

    public IReadOnlyList<IReadOnlyList<int>> Continuations { get; } = continuations;

    public ContinuationScore[] Scores { get; } = new ContinuationScore[continuations.Count];

    /// <summary>Tokens computed for this job; the shared beginning counts for the job that had it computed.</summary>
    public int Evaluated { get; set; }

    /// <summary>Why this job has no scores; null when it has.</summary>
    public ModelRequestException? Failure { get; set; }

    /// <summary>Tokens a forward pass without any sharing between questions would compute.</summary>
    public int Asked => Context.Count + Continuations.Sum(tokens => tokens.Count - 1);
}
