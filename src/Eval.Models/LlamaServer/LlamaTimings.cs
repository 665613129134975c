namespace Eval.Models.LlamaServer;

/// <summary>What a request really cost.</summary>
internal sealed record LlamaTimings
{
    /// <summary>Prompt tokens taken from the slot's cache.</summary>
    public int CacheN { get; init; }

    /// <summary>Prompt tokens computed.</summary>
    public int PromptN { get; init; }
}
