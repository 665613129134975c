using Eval.Core.Results;
using Eval.Core.Scoring;

namespace Eval.Reporting.Samples;

/// <summary>How a sample ended, as one letter: what lists and filters work with.</summary>
internal static class SampleVerdict
{
    public const char Right = 'r';
    public const char Wrong = 'w';
    public const char NoAnswer = 'n';
    public const char Truncated = 't';
    public const char Error = 'e';

    /// <summary>An answer without a label to compare it with.</summary>
    public const char Unlabelled = 'u';

    public static char Of(SampleRecord record) => record switch
    {
        { Status: SampleStatus.Error } => Error,
        { Status: SampleStatus.NoAnswer } => NoAnswer,
        { Status: SampleStatus.Truncated } => Truncated,
        { Score: null } => Unlabelled,
        { Score: >= 1 } => Right,
        _ => Wrong,
    };
}
