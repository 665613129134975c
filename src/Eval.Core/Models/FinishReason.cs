namespace Eval.Core.Models;

public enum FinishReason
{
    /// <summary>The server did not say.</summary>
    Unknown,

    /// <summary>End of text or a stop string.</summary>
    Stop,

    /// <summary>Cut by the token limit.</summary>
    Length,

    ContentFilter,

    ToolCalls,

    /// <summary>Nothing was generated: continuations were scored.</summary>
    Scored,
}
