using Eval.Core.Scoring;

namespace Eval.IntegrationTests.Sandbox;

/// <summary>A program that must pass whatever ran before it, and that looks for what others may have left.</summary>
internal static class GoodProgram
{
    public static SandboxRequest Request { get; } = new()
    {
        Language = "python",
        Program = """
            import os
            import threading

            def double(x):
                assert threading.active_count() == 1
                assert os.name != "posix" or not os.path.isdir("/tmp") or os.listdir("/tmp") == []
                assert os.nice(0) == 0 if hasattr(os, "nice") else True
                return 2 * x
            """,
        Exports = ["double"],
        Tests = "assert double(21) == 42",
    };
}
