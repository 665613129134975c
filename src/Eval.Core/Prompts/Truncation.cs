namespace Eval.Core.Prompts;

/// <summary>What a protocol does with a prompt longer than the context.</summary>
/// <param name="Rule">How it is cut.</param>
/// <param name="MaxTokens">Own limit of the protocol in tokens, where it has one below the model's (Hendrycks 2048, Qwen 2047); null means the model's context.</param>
public sealed record Truncation(TruncationRule Rule, int? MaxTokens = null)
{
    public static Truncation None { get; } = new(TruncationRule.Refuse);
}
