namespace Eval.Models.OpenAi;

/// <summary>Answer of vLLM's <c>/tokenize</c>.</summary>
internal sealed record WireTokens
{
    public IReadOnlyList<int>? Tokens { get; init; }

    /// <summary>Tokens that prompt and answer may have together.</summary>
    public int? MaxModelLen { get; init; }
}
