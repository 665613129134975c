using System.Globalization;
using Eval.Core.Scoring;

namespace Eval.Sandbox.Judging;

/// <summary>The letters of the protocol and what they mean.</summary>
internal static class Verdicts
{
    public static SandboxResult Read(JudgeReply reply, SandboxRequest request, int attempts)
    {
        var header = reply.Header;
        var verdict = header.Code switch
        {
            "P" => SandboxVerdict.Passed,
            "F" => SandboxVerdict.Failed,
            "M" => SandboxVerdict.MemoryExceeded,
            "T" => SandboxVerdict.CpuTimeout,
            "W" => SandboxVerdict.WallTimeout,
            "O" => SandboxVerdict.OutputExceeded,
            "G" or "X" => SandboxVerdict.Crashed,
            _ => throw new InvalidDataException($"The reply's verdict is '{header.Code}'."),
        };
        return new SandboxResult
        {
            Verdict = verdict,
            Message = Message(verdict, reply, request),
            Stdout = Readable(reply.Stdout),
            Stderr = Readable(reply.Stderr),
            CpuTime = TimeSpan.FromSeconds(header.Cpu),
            WallTime = TimeSpan.FromSeconds(header.Wall),
            Attempts = attempts,
        };
    }

    private static string? Message(SandboxVerdict verdict, JudgeReply reply, SandboxRequest request) => verdict switch
    {
        SandboxVerdict.Passed => null,
        SandboxVerdict.CpuTimeout => string.Create(CultureInfo.InvariantCulture, $"used its {request.CpuLimit.TotalSeconds:0.#} s of CPU time"),
        SandboxVerdict.WallTimeout => string.Create(CultureInfo.InvariantCulture, $"took longer than {request.WallLimit.TotalSeconds:0.#} s, with {reply.Header.Cpu:0.0} s of CPU time used"),
        SandboxVerdict.OutputExceeded => "wrote more than 64 MB",
        SandboxVerdict.Crashed when reply.Header.Why.Length > 0 => reply.Header.Why,
        _ => Readable(reply.Message.Length > 0 ? reply.Message : reply.Header.Why),
    };

    /// <summary>Without control characters that a terminal would obey.</summary>
    private static string Readable(string text) =>
        text.Any(IsHidden) ? string.Concat(text.Select(c => IsHidden(c) ? '\uFFFD' : c)) : text;

    private static bool IsHidden(char c) => char.IsControl(c) && c is not '\n' and not '\t';
}
