using Eval.Core.Models;
using Eval.Core.Scoring;

namespace Eval.Benchmarks.Protocols;

/// <summary>The completions that no extraction rule may look at.</summary>
internal static class UnreadCompletion
{
    /// <summary>The score of a completion that holds nothing to read: a missing text is an error, an unfinished thought is truncated, an empty text is no answer. Null when there is text to read.</summary>
    public static Score? Check(Completion completion)
    {
        if (completion.Text is null)
        {
            return Score.Failed(completion.Refusal ?? $"No text came back (finish reason {completion.FinishReason}).");
        }

        if (!string.IsNullOrWhiteSpace(completion.Text))
        {
            return null;
        }

        return completion.FinishReason == FinishReason.Length
            ? Score.Unread(SampleStatus.Truncated)
            : Score.Unread(SampleStatus.NoAnswer);
    }
}
