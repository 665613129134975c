using System.Text.Json.Serialization;

namespace Eval.Tests.Mini;

/// <summary>One line of <c>datasets/mini/checks</c>: why an item's key is right, and what computes it.</summary>
internal sealed record MiniCheck
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("why")]
    public required string Why { get; init; }

    [JsonPropertyName("expression")]
    public string? Expression { get; init; }

    [JsonPropertyName("value")]
    public string? Value { get; init; }

    [JsonPropertyName("answer")]
    public string? Answer { get; init; }

    public override string ToString() => Id;
}
