namespace Eval.Sandbox.Judging;

/// <summary>One reply of an interpreter.</summary>
internal sealed record JudgeReply(ReplyHeader Header, string Message, string Stdout, string Stderr);
