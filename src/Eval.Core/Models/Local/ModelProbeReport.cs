namespace Eval.Core.Models.Local;

/// <summary>What <c>models probe</c> found out.</summary>
public sealed record ModelProbeReport
{
    public required ModelInfo Info { get; init; }

    /// <summary>Why the model cannot be used; null when it can.</summary>
    public string? Problem { get; init; }

    /// <summary>What to do about <see cref="Problem"/>.</summary>
    public string? Fix { get; init; }

    /// <summary>Prompt tokens read per second by one request, nothing cached; null where nothing could be measured.</summary>
    public double? PromptTokensPerSecond { get; init; }

    /// <summary>Tokens generated per second by one request.</summary>
    public double? GeneratedTokensPerSecond { get; init; }

    /// <summary>Characters of English text per token.</summary>
    public double? CharactersPerToken { get; init; }

    /// <summary>Estimates for the benchmarks the model can answer and whose speed was measured.</summary>
    public IReadOnlyList<BenchmarkEstimate> Estimates { get; init; } = [];
}
