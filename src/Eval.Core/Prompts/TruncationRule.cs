namespace Eval.Core.Prompts;

public enum TruncationRule
{
    /// <summary>A prompt over the limit is an error of that sample, naming both numbers.</summary>
    Refuse,

    /// <summary>The last shot is dropped, again and again, until the prompt fits (Hendrycks).</summary>
    DropShots,

    /// <summary>Tokens are cut from the left (Qwen, lm-eval).</summary>
    CutLeft,
}
