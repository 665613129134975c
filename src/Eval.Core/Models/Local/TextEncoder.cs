namespace Eval.Core.Models.Local;

/// <summary>Token ids of a text as the model's own tokenizer makes them, special tokens at its start included.</summary>
public delegate ValueTask<IReadOnlyList<int>> TextEncoder(string text, CancellationToken cancellationToken);
