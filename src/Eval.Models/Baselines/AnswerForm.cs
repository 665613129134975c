using Eval.Core.Prompts;

namespace Eval.Models.Baselines;

/// <summary>Puts a baseline's answer into the shape a prompt asks for, so that the protocol's extraction reads it.</summary>
internal static class AnswerForm
{
    /// <summary>A letter: bare where the prompt ends in a cue or shows bare letters in its turns, else with the words "Answer:" or "答案：".</summary>
    public static string Letter(Prompt prompt, string question, char letter)
    {
        var cue = prompt.AssistantPrefix ?? prompt.Parts?.Question;
        if (cue is not null && EndsInCue(cue))
        {
            return char.IsWhiteSpace(cue[^1]) || cue[^1] is '(' or '（' or '：' ? $"{letter}" : $" {letter}";
        }

        if (prompt.Messages.Any(message => message.Role == ChatRole.Assistant))
        {
            return $"{letter}";
        }

        return IsChinese(question) ? $"答案：{letter}" : $"Answer: {letter}";
    }

    /// <summary>A final answer in the two forms that maths protocols read.</summary>
    public static string Final(string answer) => $"The answer is {answer}. #### {answer}";

    /// <summary>A function body: bare after a raw prompt, closed by a fence after a prefill, the whole function in a fence in chat.</summary>
    public static string Code(Prompt prompt, string header, string body)
    {
        if (prompt.AssistantPrefix is not null)
        {
            return body + "```";
        }

        return prompt.IsChat ? $"```python\n{header}{body}```" : body;
    }

    public static bool IsChinese(string text) => text.Any(c => c is >= '\u4E00' and <= '\u9FFF');

    private static bool EndsInCue(string text)
    {
        var end = text.AsSpan().TrimEnd();
        return end.Length > 0 && end[^1] is ':' or '：' or '(' or '（' or '是';
    }
}
