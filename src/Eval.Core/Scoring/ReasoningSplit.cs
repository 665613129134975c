using System.Runtime.InteropServices;
using Eval.Core.Models;

namespace Eval.Core.Scoring;

/// <summary>A returned text taken apart.</summary>
/// <param name="Text">The answer, untrimmed; empty when the whole text was thought.</param>
/// <param name="Reasoning">The thought without its tags; null when there was none.</param>
/// <param name="FinishReason"><see cref="FinishReason.Length"/> where a thought was left unclosed, whatever the server said; else as given.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ReasoningSplit(string Text, string? Reasoning, FinishReason FinishReason);
