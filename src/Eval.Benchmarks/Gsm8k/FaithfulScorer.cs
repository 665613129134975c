using System.Text.RegularExpressions;
using Eval.Benchmarks.Protocols;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Scoring;

namespace Eval.Benchmarks.Gsm8k;

/// <summary>Scores by one extraction rule and one comparison, both as their origin has them.</summary>
/// <param name="rule">Name of the rule in the record.</param>
/// <param name="extract">Reads the answer from the completion; null when it finds none.</param>
/// <param name="matches">Compares the extracted answer with the whole worked solution of the key.</param>
internal sealed class FaithfulScorer(string rule, Func<string, string?> extract, Func<string, string, bool> matches) : IScorer
{
    public ValueTask<Score> ScoreAsync(Sample sample, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(completion);
        return ValueTask.FromResult(UnreadCompletion.Check(completion) ?? Read(sample, completion.Text!));
    }

    private Score Read(Sample sample, string text)
    {
        try
        {
            return extract(text) is { } answer
                ? Score.Read(answer, rule, matches(answer, sample.Fields[Gsm8kReader.AnswerField]))
                : Score.Unread(SampleStatus.NoAnswer);
        }
        catch (RegexMatchTimeoutException)
        {
            return Score.Unread(SampleStatus.NoAnswer, rule + "-timeout");
        }
    }
}
