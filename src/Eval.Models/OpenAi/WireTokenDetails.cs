namespace Eval.Models.OpenAi;

internal sealed record WireTokenDetails
{
    public int? CachedTokens { get; init; }

    public int? ReasoningTokens { get; init; }
}
