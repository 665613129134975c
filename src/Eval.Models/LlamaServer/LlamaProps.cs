namespace Eval.Models.LlamaServer;

/// <summary>Answer of <c>/props</c>.</summary>
internal sealed record LlamaProps
{
    public int TotalSlots { get; init; }

    public string? ModelPath { get; init; }

    public string? ModelFtype { get; init; }

    public string? ChatTemplate { get; init; }

    public string? BuildInfo { get; init; }

    public Defaults? DefaultGenerationSettings { get; init; }

    /// <summary>Tokens one slot holds.</summary>
    public int ContextLength => DefaultGenerationSettings?.NCtx ?? 0;

    internal sealed record Defaults
    {
        public int NCtx { get; init; }
    }
}
