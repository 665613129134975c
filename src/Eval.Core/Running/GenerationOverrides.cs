namespace Eval.Core.Running;

/// <summary>Generation settings the user gave on the model; null leaves the protocol's own.</summary>
public sealed record GenerationOverrides
{
    public double? Temperature { get; init; }

    public double? TopP { get; init; }

    public int? MaxTokens { get; init; }

    public long? Seed { get; init; }
}
