namespace Eval.Models.OpenAi;

/// <summary>How <c>reasoning_effort</c> is sent.</summary>
public enum ReasoningForm
{
    /// <summary><c>"reasoning_effort":"low"</c>.</summary>
    EffortField,

    /// <summary><c>"reasoning":{"effort":"low"}</c> (OpenRouter).</summary>
    EffortObject,

    /// <summary><c>"enable_thinking":true</c>, false for <c>none</c> (DashScope).</summary>
    EnableThinking,
}
