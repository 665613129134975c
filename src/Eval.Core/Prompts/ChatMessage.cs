namespace Eval.Core.Prompts;

/// <summary>One turn of a conversation; the content is sent as it stands.</summary>
public sealed record ChatMessage(ChatRole Role, string Content);
