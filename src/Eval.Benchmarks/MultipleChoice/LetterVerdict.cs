using Eval.Core.Datasets;
using Eval.Core.Scoring;

namespace Eval.Benchmarks.MultipleChoice;

/// <summary>Compares a letter with the key.</summary>
internal static class LetterVerdict
{
    /// <summary>A scored answer; without a key (C-Eval's unlabelled test split) it has no value.</summary>
    public static Score Read(Sample sample, string letter, string rule) => sample.Target is { } target
        ? Score.Read(letter, rule, string.Equals(letter, target, StringComparison.Ordinal))
        : Score.Unlabelled(SampleStatus.Scored, letter, rule);

    /// <summary>No letter was read; 0 where there is a key.</summary>
    public static Score Unread(Sample sample, SampleStatus status, string? rule) => sample.Target is not null
        ? Score.Unread(status, rule)
        : Score.Unlabelled(status, answer: null, rule);
}
