using Eval.Core.Models;

namespace Eval.Hosting.Planning;

/// <summary>What one task would use at most, before anything is sent.</summary>
public sealed record TaskEstimate
{
    public required string Model { get; init; }

    /// <summary><c>mmlu@lm-eval</c>.</summary>
    public required string Benchmark { get; init; }

    public required long Requests { get; init; }

    /// <summary>Prompt tokens, counted with OpenAI's o200k vocabulary: exact for its models, near for others.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Every answer at its token limit; real answers are mostly far shorter.</summary>
    public required long OutputTokensAtMost { get; init; }

    /// <summary>Cost of the prompts alone: the run costs at least this; null when the price is unknown.</summary>
    public Cost? CostAtLeast { get; init; }

    /// <summary>Cost with every answer at its limit; null when the price is unknown.</summary>
    public Cost? CostAtMost { get; init; }
}
