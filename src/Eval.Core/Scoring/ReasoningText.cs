using System.Text;
using Eval.Core.Models;

namespace Eval.Core.Scoring;

/// <summary>Takes <c>&lt;think&gt;…&lt;/think&gt;</c> out of returned text, so that a thought is never read as an answer.</summary>
/// <remarks>
/// Servers whose template already opened the thought return only its closing tag: all before it is thought then.
/// A thought left open was cut short, so its completion counts as cut by the token limit. Stop strings apply to the answer,
/// so split first and cut afterwards.
/// </remarks>
public static class ReasoningText
{
    private const string Open = "<think>";
    private const string Close = "</think>";

    /// <summary>Splits one text. Nothing is trimmed but the line breaks around the tags inside the thought.</summary>
    public static ReasoningSplit Split(string text, FinishReason finishReason)
    {
        ArgumentNullException.ThrowIfNull(text);
        var open = text.IndexOf(Open, StringComparison.Ordinal);
        var close = text.IndexOf(Close, StringComparison.Ordinal);
        if (open < 0 && close < 0)
        {
            return new ReasoningSplit(text, null, finishReason);
        }

        var answer = new StringBuilder();
        var thoughts = new List<string>();
        var position = 0;
        if (close >= 0 && (open < 0 || close < open))
        {
            thoughts.Add(text[..close]);
            position = close + Close.Length;
        }

        var isUnclosed = false;
        while (position < text.Length)
        {
            open = text.IndexOf(Open, position, StringComparison.Ordinal);
            if (open < 0)
            {
                answer.Append(text, position, text.Length - position);
                break;
            }

            answer.Append(text, position, open - position);
            var start = open + Open.Length;
            close = text.IndexOf(Close, start, StringComparison.Ordinal);
            isUnclosed = close < 0;
            thoughts.Add(isUnclosed ? text[start..] : text[start..close]);
            position = isUnclosed ? text.Length : close + Close.Length;
        }

        var rest = answer.ToString();
        return new ReasoningSplit(
            isUnclosed && string.IsNullOrWhiteSpace(rest) ? "" : rest,
            string.Join("\n\n", thoughts.Select(thought => thought.Trim('\r', '\n'))),
            isUnclosed ? FinishReason.Length : finishReason);
    }

    /// <summary>Splits a completion whose server did not; one that already has its reasoning apart, or no text, comes back as it is.</summary>
    public static Completion Apply(Completion completion)
    {
        ArgumentNullException.ThrowIfNull(completion);
        if (completion.Text is null || completion.Reasoning is not null)
        {
            return completion;
        }

        var split = Split(completion.Text, completion.FinishReason);
        return split.Reasoning is null
            ? completion
            : completion with { Text = split.Text, Reasoning = split.Reasoning, FinishReason = split.FinishReason };
    }
}
