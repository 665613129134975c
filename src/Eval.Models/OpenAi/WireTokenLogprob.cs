namespace Eval.Models.OpenAi;

/// <summary>One token of a chat answer with its alternatives.</summary>
internal sealed record WireTokenLogprob
{
    public string Token { get; set; } = "";

    public double Logprob { get; set; }

    public IReadOnlyList<WireTokenLogprob>? TopLogprobs { get; set; }
}
