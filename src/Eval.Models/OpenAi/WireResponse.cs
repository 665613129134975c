using System.Text.Json;

namespace Eval.Models.OpenAi;

/// <summary>A chat or legacy completion as it comes over the wire; what providers add or leave out is optional.</summary>
internal sealed record WireResponse
{
    public string? Object { get; init; }

    public string? Model { get; init; }

    public IReadOnlyList<WireChoice>? Choices { get; init; }

    public WireUsage? Usage { get; init; }

    /// <summary>An error inside an answer with status 200 (OpenRouter).</summary>
    public JsonElement? Error { get; init; }
}
