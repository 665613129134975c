namespace Eval.Core.Models.Local;

/// <summary>How the next token is chosen.</summary>
public sealed record SamplingSettings
{
    /// <summary>0 is greedy.</summary>
    public required double Temperature { get; init; }

    /// <summary>Candidates kept; 0 keeps all.</summary>
    public int TopK { get; init; }

    public double TopP { get; init; } = 1;

    /// <summary>Divides positive and multiplies negative logits of tokens already seen; 1 does nothing.</summary>
    public double RepetitionPenalty { get; init; } = 1;

    public required long Seed { get; init; }
}
