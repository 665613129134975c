using Eval.Benchmarks.Code;
using Eval.Core.Datasets;
using Eval.Core.Scoring;

namespace Eval.Benchmarks.HumanEval;

/// <summary>Turns a program into the job that the sandbox judges.</summary>
internal static class HumanEvalTests
{
    /// <summary>The program with the task's <c>check</c>. The prompt's own imports and helpers are the tests' prelude, because three tasks use them there (<c>poly</c>, <c>encode_cyclic</c>, <c>encode_shift</c>).</summary>
    public static SandboxRequest Request(Sample sample, string program)
    {
        var entryPoint = sample.Fields[HumanEvalFields.EntryPoint];
        return new SandboxRequest
        {
            Language = "python",
            Program = program,
            Prelude = RobustCode.Preamble(sample.Question, entryPoint),
            Exports = [entryPoint],
            Tests = sample.Fields[HumanEvalFields.Test],
            Invocation = $"check({entryPoint})",
        };
    }
}
