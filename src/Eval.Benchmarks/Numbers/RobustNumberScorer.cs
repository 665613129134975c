using Eval.Benchmarks.Protocols;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Scoring;

namespace Eval.Benchmarks.Numbers;

/// <summary>Reads the final number by the robust cascade and compares it exactly with the key.</summary>
internal sealed class RobustNumberScorer : IScorer
{
    public ValueTask<Score> ScoreAsync(Sample sample, Completion completion, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(completion);
        return ValueTask.FromResult(UnreadCompletion.Check(completion) ?? Read(sample, completion));
    }

    private static Score Read(Sample sample, Completion completion)
    {
        if (sample.Target is null || AnswerNumber.ReadKey(sample.Target) is not { } key)
        {
            return Score.Failed($"Sample {sample.Id} has no number as its key: \"{sample.Target}\".");
        }

        var reading = AnswerNumber.Read(completion.Text!);
        if (completion.FinishReason == FinishReason.Length && reading is not { IsExplicit: true })
        {
            return Score.Unread(SampleStatus.Truncated, reading?.Rule);
        }

        return reading is { } read
            ? Score.Read(read.Value.ToString(), read.Rule, read.Value == key)
            : Score.Unread(SampleStatus.NoAnswer);
    }
}
