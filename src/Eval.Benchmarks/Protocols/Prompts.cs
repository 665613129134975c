using Eval.Core.Prompts;

namespace Eval.Benchmarks.Protocols;

/// <summary>Short ways to make the two kinds of prompt.</summary>
internal static class Prompts
{
    public static Prompt Raw(string question) => Raw([], question);

    public static Prompt Raw(IReadOnlyList<string> shots, string question) => new() { Parts = new PromptParts("", shots, question) };

    public static Prompt User(string content) => new() { Messages = [new ChatMessage(ChatRole.User, content)] };
}
