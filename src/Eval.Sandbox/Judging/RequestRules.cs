using System.Globalization;
using Eval.Core.Scoring;

namespace Eval.Sandbox.Judging;

/// <summary>What both sandboxes ask of a request, and when they judge one again.</summary>
internal static class RequestRules
{
    /// <summary>A program that passes wherever anything works.</summary>
    public static SandboxRequest KnownGood { get; } = new()
    {
        Language = "python",
        Program = "def double(x):\n    return 2 * x\n",
        Exports = ["double"],
        Tests = "assert double(21) == 42\n",
    };

    /// <summary>The limits of a program that asks for none of its own, for the manifest.</summary>
    public static IReadOnlyDictionary<string, string> Defaults { get; } = new Dictionary<string, string>
    {
        ["cpu time"] = $"{KnownGood.CpuLimit.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s per program",
        ["wall time"] = $"{KnownGood.WallLimit.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s per program",
        ["output"] = "64 MB per program",
    };

    public static void Check(SandboxRequest request)
    {
        if (request.Language != "python")
        {
            throw new ArgumentException($"The sandbox runs python, not '{request.Language}'.", nameof(request));
        }

        if (request.CpuLimit <= TimeSpan.Zero || request.WallLimit <= TimeSpan.Zero)
        {
            throw new ArgumentException("The limits of a program must be above zero.", nameof(request));
        }
    }

    /// <summary>A wall timeout that used under half its CPU time may be the machine's fault; CPU exhaustion is final.</summary>
    public static bool DeservesAnotherTry(ReplyHeader reply, SandboxRequest request) =>
        reply.Code == "W" && reply.Cpu < request.CpuLimit.TotalSeconds / 2;
}
