using Eval.Core.Models;

namespace Eval.Models.Replay;

/// <summary>One line of a replay file.</summary>
/// <param name="Line">Line number from 1.</param>
/// <param name="Benchmark">Benchmark the line says it belongs to; null when it does not say.</param>
/// <param name="Text">The completion; null when the line has none, which is an error and not an answer.</param>
/// <param name="Reasoning">Thought that came apart from the answer.</param>
/// <param name="FinishReason">How the completion ended.</param>
internal sealed record ReplayAnswer(int Line, string? Benchmark, string? Text, string? Reasoning, FinishReason FinishReason);
