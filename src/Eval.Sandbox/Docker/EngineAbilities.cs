using System.Globalization;

namespace Eval.Sandbox.Docker;

/// <summary>Where engines differ in what they can be asked for. Begins with the best; what an engine refuses is asked of it no more.</summary>
internal sealed record EngineAbilities
{
    /// <summary>Whether the number of files in /tmp can be limited. Podman refuses that option; the memory limit bounds them there.</summary>
    public bool LimitsFiles { get; init; } = true;

    /// <summary>Whether a container can be held to one processor: rootless engines are seldom given that controller.</summary>
    public bool LimitsProcessor { get; init; } = true;

    /// <summary>Whether the engine adds writable folders to a read-only root by itself, as Podman does: they are then covered with sealed ones.</summary>
    public bool AddsWritableFolders { get; init; }

    /// <summary>Whether the engine's own filter of system calls lets programs make user namespaces, as Podman's does: then they get one more.</summary>
    public bool LetsMakeNamespaces { get; init; }

    /// <summary>
    /// Limit of processes of one user, where the engine asks for more than it may give. High: it is no limit of ours (it counts on the whole
    /// host), only one that the engine can set.
    /// </summary>
    public long? ProcessesOfUser { get; init; }

    public static EngineAbilities Of(DockerEngine engine) => new()
    {
        LimitsFiles = !engine.IsPodman,
        AddsWritableFolders = engine.IsPodman,
        LetsMakeNamespaces = engine.IsPodman,
    };

    /// <summary>What to ask for next, after the engine refused with this message; null when nothing can be left out.</summary>
    public EngineAbilities? After(string refusal)
    {
        bool Names(string part) => refusal.Contains(part, StringComparison.OrdinalIgnoreCase);
        if (LimitsFiles && Names("nr_inodes"))
        {
            return this with { LimitsFiles = false };
        }

        // crun names it, runc gives its number.
        if (ProcessesOfUser is null && (Names("RLIMIT_NPROC") || Names("rlimit type 6")))
        {
            return this with { ProcessesOfUser = HighLimitOfProcesses() };
        }

        // Docker: "NanoCPUs can not be set, …"; crun: "the requested cgroup controller `cpu` is not available"; runc: "cpu.max: no such file".
        return LimitsProcessor && (Names("NanoCPUs") || Names("controller `cpu`") || Names("cpu.max") || Names("cpu.cfs_quota"))
            ? this with { LimitsProcessor = false }
            : null;
    }

    /// <summary>What an engine can be asked for that lacks what either lacks.</summary>
    public EngineAbilities And(EngineAbilities other) => this with
    {
        LimitsFiles = LimitsFiles && other.LimitsFiles,
        LimitsProcessor = LimitsProcessor && other.LimitsProcessor,
        ProcessesOfUser = ProcessesOfUser ?? other.ProcessesOfUser,
    };

    /// <summary>Far above what the containers of a run can reach, and not above what an engine on this machine was started with.</summary>
    private static long HighLimitOfProcesses()
    {
        const string Limits = "/proc/self/limits";
        const long High = 16384;
        var line = File.Exists(Limits) ? File.ReadLines(Limits).FirstOrDefault(line => line.StartsWith("Max processes", StringComparison.Ordinal)) : null;
        var hard = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(3);
        return long.TryParse(hard, CultureInfo.InvariantCulture, out var most) ? Math.Min(most, High) : High;
    }
}
