namespace Eval.Models.OpenAi;

internal sealed record WireTokenDetails
{
    public int? CachedTokens { get; set; }

    public int? ReasoningTokens { get; set; }
}
