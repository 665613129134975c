using System.Text.Json;

namespace Eval.Models.OpenAi;

/// <summary>A chat or legacy completion as it comes over the wire; what providers add or leave out is optional.</summary>
internal sealed record WireResponse
{
    public string? Object { get; set; }

    public string? Model { get; set; }

    public IReadOnlyList<WireChoice>? Choices { get; set; }

    public WireUsage? Usage { get; set; }

    /// <summary>An error inside an answer with status 200 (OpenRouter).</summary>
    public JsonElement? Error { get; set; }
}
