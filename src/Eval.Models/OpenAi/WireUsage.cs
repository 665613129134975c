namespace Eval.Models.OpenAi;

/// <summary>Token counts; every field may be missing.</summary>
internal sealed record WireUsage
{
    public int? PromptTokens { get; init; }

    public int? CompletionTokens { get; init; }

    public int? TotalTokens { get; init; }

    public WireTokenDetails? PromptTokensDetails { get; init; }

    public WireTokenDetails? CompletionTokensDetails { get; init; }

    /// <summary>DeepSeek's name for cached prompt tokens.</summary>
    public int? PromptCacheHitTokens { get; init; }

    /// <summary>US dollars, as OpenRouter bills.</summary>
    public decimal? Cost { get; init; }
}
