namespace Eval.Models.OpenAi;

/// <summary>Log-probabilities: <see cref="Content"/> in chat, the parallel lists in legacy completions.</summary>
internal sealed record WireLogprobs
{
    public IReadOnlyList<WireTokenLogprob>? Content { get; set; }

    public IReadOnlyList<string>? Tokens { get; set; }

    /// <summary>Null for the first token of a prompt: nothing stands before it.</summary>
    public IReadOnlyList<double?>? TokenLogprobs { get; set; }

    public IReadOnlyList<Dictionary<string, double>?>? TopLogprobs { get; set; }
}
