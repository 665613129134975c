using Docker.DotNet.Models;

namespace Eval.Sandbox.Docker;

/// <summary>What a sandbox container may do: nothing but compute. Each setting was seen to bite by a hostile program of the contract fixture.</summary>
internal static class ContainerSettings
{
    public const long MemoryBytes = 512L << 20;
    public const int Processes = 64;
    private const string Sealed = "ro,size=4k,mode=555,nosuid,nodev,noexec";
    public const string Scratch = "size=16m,mode=1777,nosuid,nodev,noexec";

    /// <param name="image">Image to start.</param>
    /// <param name="labels">Whose container this is.</param>
    /// <param name="abilities">What the engine can be asked for.</param>
    public static CreateContainerParameters Create(string image, IDictionary<string, string> labels, EngineAbilities abilities) => new()
    {
        Image = image,
        // -B no bytecode files, -s and -P nothing on the import path but the standard library.
        Entrypoint = ["python3", "-B", "-s", "-P", "-c", .. abilities.LetsMakeNamespaces ? PythonSources.SealedForkServer : PythonSources.ForkServer],
        Cmd = [],
        Env =
        [
            "LD_BIND_NOW=1", "PYTHONHASHSEED=0", "PYTHONDONTWRITEBYTECODE=1", "LC_ALL=C.UTF-8", "HOME=/tmp",
            // All objects in one heap, which can lie on large pages and which keeps what is freed.
            "PYTHONMALLOC=malloc", "MALLOC_ARENA_MAX=1", "MALLOC_TRIM_THRESHOLD_=134217728", "MALLOC_MMAP_THRESHOLD_=4194304",
        ],
        User = "0:0",
        WorkingDir = "/tmp",
        Hostname = "sandbox",
        Labels = labels,
        Tty = false,
        AttachStdin = true,
        AttachStdout = true,
        AttachStderr = true,
        OpenStdin = true,
        StdinOnce = true,
        HostConfig = new HostConfig
        {
            AutoRemove = true,
            NetworkMode = "none",
            IpcMode = "none",
            ReadonlyRootfs = true,
            Tmpfs = Folders(abilities),
            CapDrop = ["ALL"],
            CapAdd = ["SETUID", "SETGID", "KILL"],
            SecurityOpt = ["no-new-privileges"],
            PidsLimit = Processes,
            Memory = MemoryBytes,
            MemorySwap = MemoryBytes,
            NanoCPUs = abilities.LimitsProcessor ? 1_000_000_000 : 0,
            Ulimits =
            [
                new Ulimit { Name = "core", Soft = 0, Hard = 0 },
                new Ulimit { Name = "nofile", Soft = 256, Hard = 256 },
                .. abilities.ProcessesOfUser is { } most ? [new Ulimit { Name = "nproc", Soft = most, Hard = most }] : Array.Empty<Ulimit>(),
            ],
            LogConfig = new LogConfig { Type = "none" },
            Sysctls = new Dictionary<string, string>
            {
                // No System V or POSIX message queues, semaphores, shared memory that one sample could leave to the next.
                ["kernel.shmmni"] = "0",
                ["kernel.msgmni"] = "0",
                ["kernel.sem"] = "0 0 0 0",
                ["fs.mqueue.queues_max"] = "0",
            },
        },
    };

    private static Dictionary<string, string> Folders(EngineAbilities abilities)
    {
        var folders = new Dictionary<string, string> { ["/tmp"] = abilities.LimitsFiles ? Scratch + ",nr_inodes=1k" : Scratch };
        if (abilities.AddsWritableFolders)
        {
            folders["/run"] = folders["/var/tmp"] = Sealed;
        }

        return folders;
    }
}
