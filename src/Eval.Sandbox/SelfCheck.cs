using System.Globalization;
using Eval.Core.Scoring;
using Eval.Sandbox.Judging;

namespace Eval.Sandbox;

/// <summary>The programs of the self-check, and what each must lead to.</summary>
internal static class SelfCheck
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new("a correct program passes", RequestRules.KnownGood, SandboxVerdict.Passed),
        new("a wrong program fails", Double("return x + 1"), SandboxVerdict.Failed),
        new("an endless loop is stopped", Double("while True: pass"), SandboxVerdict.CpuTimeout, SandboxVerdict.WallTimeout),
        new("an early exit is no pass", Double("import os; os._exit(0)"), SandboxVerdict.Crashed),
        new("an object equal to everything is no pass", Double("return type('E', (), {'__eq__': lambda *_: True})()"), SandboxVerdict.Failed),
        new("memory is limited", Double("return bytearray(1 << 30)"), SandboxVerdict.MemoryExceeded),
        new("there is no network", Double("import socket; socket.create_connection(('192.0.2.1', 80), 1); return 2 * x"), SandboxVerdict.Failed),
        new("the disk is read-only", Double("open('/usr/written', 'w').close(); return 2 * x"), SandboxVerdict.Failed),
        new("a correct program still passes", RequestRules.KnownGood, SandboxVerdict.Passed),
    ];

    public static async Task<SelfCheckResult> AskAsync(ISandbox sandbox, Question question, TimeProvider time, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        var result = await sandbox.RunAsync(question.Request, cancellationToken);
        var took = time.GetElapsedTime(begun).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        return new SelfCheckResult(
            question.Name,
            question.Expected.Contains(result.Verdict),
            question.Expected.Contains(result.Verdict) ? $"{took} ms" : $"{result.Verdict} instead of {question.Expected[0]}: {result.Message}");
    }

    private static SandboxRequest Double(string body) =>
        RequestRules.KnownGood with { Program = $"def double(x):\n    {body}\n", CpuLimit = TimeSpan.FromSeconds(1) };

    /// <summary>What is tried, and the verdicts that are right; on a busy machine a loop reaches its wall limit first.</summary>
    internal sealed record Question(string Name, SandboxRequest Request, params IReadOnlyList<SandboxVerdict> Expected);
}
