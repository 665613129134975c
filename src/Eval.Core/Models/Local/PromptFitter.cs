using Eval.Core.Prompts;

namespace Eval.Core.Models.Local;

/// <summary>Applies a protocol's truncation rule with the model's own tokens.</summary>
public static class PromptFitter
{
    /// <param name="render">The prompt's text with its first N shots; called with the full number first.</param>
    /// <param name="shots">Number of shots in the prompt.</param>
    /// <param name="truncation">The protocol's rule and its own limit.</param>
    /// <param name="room">Tokens the prompt may take, at least 1.</param>
    /// <param name="encode">The model's tokenizer.</param>
    /// <param name="cancellationToken">Stops tokenising.</param>
    /// <exception cref="ContextLengthException">The prompt does not fit and the rule leaves nothing to cut.</exception>
    public static async Task<FittedPrompt> FitAsync(
        Func<int, string> render, int shots, Truncation truncation, int room, TextEncoder encode, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(render);
        ArgumentNullException.ThrowIfNull(truncation);
        ArgumentNullException.ThrowIfNull(encode);
        var limit = Math.Min(room, truncation.MaxTokens ?? int.MaxValue);
        var full = 0;
        for (var kept = shots; ; kept--)
        {
            var text = render(kept);
            var tokens = await encode(text, cancellationToken);
            full = Math.Max(full, tokens.Count);
            if (tokens.Count <= limit)
            {
                return new FittedPrompt(text, tokens, 0);
            }

            if (truncation.Rule == TruncationRule.CutLeft)
            {
                var dropped = tokens.Count - limit;
                return new FittedPrompt(text, [.. tokens.Skip(dropped)], dropped);
            }

            if (truncation.Rule != TruncationRule.DropShots || kept == 0)
            {
                throw new ContextLengthException(full, limit);
            }
        }
    }
}
