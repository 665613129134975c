namespace Eval.Core.Models;

/// <summary>A prompt does not fit the context and the protocol forbids cutting it.</summary>
public sealed class ContextLengthException(int promptTokens, int limit)
    : ModelRequestException($"The prompt has {promptTokens} tokens; the context holds {limit}.")
{
    public int PromptTokens { get; } = promptTokens;

    public int Limit { get; } = limit;
}
