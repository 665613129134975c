namespace Eval.Models.LlamaServer;

/// <summary>Answer of <c>/tokenize</c>.</summary>
internal sealed record LlamaTokens
{
    public required IReadOnlyList<int> Tokens { get; init; }
}
