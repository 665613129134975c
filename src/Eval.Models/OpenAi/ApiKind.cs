namespace Eval.Models.OpenAi;

/// <summary>Which of the two request forms a server is asked in.</summary>
[Flags]
public enum ApiKind
{
    /// <summary>Conversations: <c>/chat/completions</c>.</summary>
    Chat = 1,

    /// <summary>Raw text: legacy <c>/completions</c>.</summary>
    Completions = 2,

    Both = Chat | Completions,
}
