namespace Eval.Models.OpenAi;

/// <summary>Token counts; every field may be missing.</summary>
internal sealed record WireUsage
{
    public int? PromptTokens { get; set; }

    public int? CompletionTokens { get; set; }

    public int? TotalTokens { get; set; }

    public WireTokenDetails? PromptTokensDetails { get; set; }

    public WireTokenDetails? CompletionTokensDetails { get; set; }

    /// <summary>DeepSeek's name for cached prompt tokens.</summary>
    public int? PromptCacheHitTokens { get; set; }

    /// <summary>US dollars, as OpenRouter bills.</summary>
    public decimal? Cost { get; set; }
}
