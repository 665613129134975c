namespace Eval.Models.Onnx.Engine;

/// <summary>A job in the queue.</summary>
/// <param name="Scoring">Set for scoring.</param>
/// <param name="Generation">Set for generation.</param>
/// <param name="Group">Jobs of one group are likely to share their beginning (a benchmark's subject).</param>
/// <param name="Length">Tokens of the prompt.</param>
/// <param name="CancellationToken">The caller's.</param>
internal sealed record EngineWork(ScoringJob? Scoring, GenerationJob? Generation, string Group, int Length, CancellationToken CancellationToken)
{
    public TaskCompletionSource Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool CanShareBatchWith(EngineWork other, bool needsEqualLength) =>
        Group == other.Group && (Scoring is null) == (other.Scoring is null) && (!needsEqualLength || Length == other.Length);
}
