namespace Eval.Models.OpenAi;

/// <summary>How an API is told to go on with an assistant turn that we began.</summary>
public enum PrefillForm
{
    /// <summary>It cannot.</summary>
    None,

    /// <summary>The last turn is simply the assistant's (OpenRouter).</summary>
    LastTurn,

    /// <summary><c>"prefix":true</c> in the turn (DeepSeek).</summary>
    PrefixFlag,

    /// <summary><c>"partial":true</c> in the turn (DashScope).</summary>
    PartialFlag,

    /// <summary><c>"continue_final_message":true,"add_generation_prompt":false</c> in the request (vLLM).</summary>
    ContinueFinalMessage,
}
