namespace Eval.Models.OpenAi;

/// <summary>What never changes between the requests of one model.</summary>
public sealed record WireSettings
{
    public required ApiProfile Profile { get; init; }

    public required string Model { get; init; }

    public bool IsReasoning { get; init; }

    /// <summary>Whether answers come as server-sent events.</summary>
    public bool Streams { get; init; }

    public string? System { get; init; }

    public string? ReasoningEffort { get; init; }

    public ExtraFields Extra { get; init; } = new(new Dictionary<string, string>());
}
