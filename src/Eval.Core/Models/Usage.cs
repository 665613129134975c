namespace Eval.Core.Models;

/// <summary>Tokens as the engine or server counted them; null where it did not say.</summary>
public sealed record Usage
{
    public static Usage None { get; } = new();

    /// <summary>Prompt tokens asked for (a local engine with a prefix cache evaluates fewer: <see cref="Evaluated"/>).</summary>
    public int? Input { get; init; }

    /// <summary>Generated tokens, thought included.</summary>
    public int? Output { get; init; }

    /// <summary>Prompt tokens served from a cache.</summary>
    public int? Cached { get; init; }

    /// <summary>Generated tokens that were thought.</summary>
    public int? Reasoning { get; init; }

    /// <summary>Prompt tokens really computed; null when unknown.</summary>
    public int? Evaluated { get; init; }
}
