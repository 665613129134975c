namespace Eval.Core.Scoring;

public enum JudgingMode
{
    /// <summary>Candidate and tests in two processes: the candidate never sees the tests.</summary>
    Split,

    /// <summary>Candidate and tests in one process, HumanEval's original form.</summary>
    One,
}
