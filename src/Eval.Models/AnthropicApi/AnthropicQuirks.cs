namespace Eval.Models.AnthropicApi;

/// <summary>What Claude models take, by name. Newer ones than those listed refuse sampling parameters and prefills; <c>extra.temperature=0</c> sends one all the same.</summary>
internal static class AnthropicQuirks
{
    private static readonly string[] Sampling =
        ["claude-2", "claude-3", "claude-instant", "claude-haiku-4", "claude-sonnet-4", "claude-opus-4-0", "claude-opus-4-1", "claude-opus-4-2", "claude-opus-4-5", "claude-opus-4-6"];

    private static readonly string[] Prefill =
        ["claude-2", "claude-3", "claude-haiku-4-5", "claude-sonnet-4-0", "claude-sonnet-4-2", "claude-sonnet-4-5", "claude-opus-4-0", "claude-opus-4-1", "claude-opus-4-2", "claude-opus-4-5"];

    /// <summary>Whether temperature or top_p may be sent; never both.</summary>
    public static bool TakesSampling(string model) => Begins(Sampling, model);

    /// <summary>Whether an assistant turn may be begun for the model.</summary>
    public static bool TakesPrefill(string model) => Begins(Prefill, model);

    private static bool Begins(string[] prefixes, string model) => Array.Exists(prefixes, prefix => model.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
