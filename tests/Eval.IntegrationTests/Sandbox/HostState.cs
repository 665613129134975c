namespace Eval.IntegrationTests.Sandbox;

/// <summary>What a program must not have changed on the host: kernel settings, IPC objects, this process's limits, files in the temporary folder.</summary>
internal static class HostState
{
    private static readonly string[] Files =
    [
        "/proc/sys/kernel/shmmni", "/proc/sys/kernel/msgmni", "/proc/sys/kernel/sem", "/proc/sys/kernel/hostname", "/proc/sys/kernel/pid_max",
        "/proc/sys/fs/mqueue/queues_max", "/proc/sysvipc/shm", "/proc/sysvipc/msg", "/proc/sysvipc/sem", "/proc/self/limits",
    ];

    public static IReadOnlyList<string> Read() =>
    [
        .. Files.Where(File.Exists).Select(file => $"{file}: {File.ReadAllText(file)}"),
        .. Directory.EnumerateFileSystemEntries(Path.GetTempPath(), "eval-*").Where(path => !path.Contains("eval-test", StringComparison.Ordinal)),
    ];
}
