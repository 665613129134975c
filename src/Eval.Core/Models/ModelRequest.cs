using Eval.Core.Prompts;

namespace Eval.Core.Models;

/// <summary>One request for text.</summary>
public sealed record ModelRequest
{
    public required Prompt Prompt { get; init; }

    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>Most tokens to generate, thought included.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>Null leaves it to the model's own default.</summary>
    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public long? Seed { get; init; }

    public Truncation Truncation { get; init; } = Truncation.None;

    public required RequestMetadata Metadata { get; init; }
}
