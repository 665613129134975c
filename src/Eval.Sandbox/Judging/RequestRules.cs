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

    /// <summary>
    /// Whether a wall timeout slept: it used under a twentieth of its time. Programs that share the processors of a pool get a quarter or more
    /// each (see <see cref="SharesFairly"/>), so it was not the others that held it up, and it need not be alone when it is tried again.
    /// </summary>
    public static bool Slept(ReplyHeader reply) => reply.Code == "W" && reply.Cpu < reply.Wall / 20;

    /// <summary>Judges again what ran into its wall limit and may not have had its time; else gives the reply as it is.</summary>
    /// <param name="reply">The first reply.</param>
    /// <param name="request">What was judged.</param>
    /// <param name="isFair">Whether programs of the pool leave each other room, see <see cref="SharesFairly"/>.</param>
    /// <param name="again">Judges it beside others.</param>
    /// <param name="alone">Judges it while nothing else is.</param>
    public static async Task<JudgeReply> SecondTryAsync(JudgeReply reply, SandboxRequest request, bool isFair, Func<Task<JudgeReply>> again, Func<Task<JudgeReply>> alone)
    {
        if (isFair && Slept(reply.Header))
        {
            // Perhaps the whole machine stood still; if it sleeps again, it sleeps. To be alone would change nothing, and would stop the pool.
            reply = await again();
            if (Slept(reply.Header))
            {
                return reply;
            }
        }

        // It waited rather than computed: perhaps for the processor, which others had. Alone, its time is its own.
        return DeservesAnotherTry(reply.Header, request) ? await alone() : reply;
    }

    /// <summary>Whether programs of a pool leave each other at least a quarter of a processor, when each is held to one, and need not swap.</summary>
    /// <param name="threads">Most that compute at once.</param>
    /// <param name="bytes">Most memory that they use together.</param>
    public static bool SharesFairly(int threads, long bytes) =>
        threads <= 4 * Environment.ProcessorCount && bytes < GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
}
