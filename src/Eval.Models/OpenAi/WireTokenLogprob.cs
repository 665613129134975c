namespace Eval.Models.OpenAi;

/// <summary>One token of a chat answer with its alternatives.</summary>
internal sealed record WireTokenLogprob
{
    public string Token { get; init; } = "";

    public double Logprob { get; init; }

    public IReadOnlyList<WireTokenLogprob>? TopLogprobs { get; init; }
}
