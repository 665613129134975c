namespace Eval.Models.LlamaServer;

/// <summary>A token with its raw log-probability, before any sampling or bias.</summary>
internal sealed record LlamaToken
{
    /// <summary>The only safe name of a token: several byte tokens have the same text.</summary>
    public int Id { get; init; }

    public double? Logprob { get; init; }

    /// <summary>The most likely tokens at this place, first the likeliest.</summary>
    public IReadOnlyList<LlamaToken> TopLogprobs { get; init; } = [];
}
