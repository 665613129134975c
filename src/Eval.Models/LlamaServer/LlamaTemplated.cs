namespace Eval.Models.LlamaServer;

/// <summary>Answer of <c>/apply-template</c>.</summary>
internal sealed record LlamaTemplated
{
    public required string Prompt { get; init; }
}
