namespace Eval.Core.Scoring;

/// <summary>How a program ended.</summary>
public enum SandboxVerdict
{
    Passed,

    /// <summary>An assertion failed or an exception came out of the program or its tests, a syntax error included.</summary>
    Failed,

    CpuTimeout,

    WallTimeout,

    MemoryExceeded,

    OutputExceeded,

    /// <summary>The process ended without a verdict: exit, signal, execve.</summary>
    Crashed,

    /// <summary>The sandbox, not the program, failed twice: the sample is an error.</summary>
    SandboxError,
}
