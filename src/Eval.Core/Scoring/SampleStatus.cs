namespace Eval.Core.Scoring;

/// <summary>How a sample ended. Written in snake_case; every table shows all four.</summary>
public enum SampleStatus
{
    /// <summary>An answer was read, right or wrong; for code: the program ran to a verdict.</summary>
    Scored,

    /// <summary>The model answered and nothing could be read; counts as 0.</summary>
    NoAnswer,

    /// <summary>Cut by the token limit before an explicit answer; counts as 0.</summary>
    Truncated,

    /// <summary>No answer was obtained: not in the denominator.</summary>
    Error,
}
