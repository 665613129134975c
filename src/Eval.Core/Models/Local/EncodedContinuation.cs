namespace Eval.Core.Models.Local;

/// <summary>One continuation in tokens, with the context tokens it follows.</summary>
public sealed record EncodedContinuation(IReadOnlyList<int> Context, IReadOnlyList<int> Continuation);
