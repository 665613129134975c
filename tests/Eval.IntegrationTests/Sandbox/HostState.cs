using System.Globalization;
using System.Text.RegularExpressions;

namespace Eval.IntegrationTests.Sandbox;

/// <summary>
/// What a program must not have changed on the host: kernel settings, IPC objects, files of programs in the temporary folder, and limits, priority and
/// processors of this process and of the engine's.
/// </summary>
internal static partial class HostState
{
    private static readonly string[] Files =
    [
        "/proc/sys/kernel/shmmni", "/proc/sys/kernel/msgmni", "/proc/sys/kernel/sem", "/proc/sys/kernel/hostname", "/proc/sys/kernel/pid_max",
        "/proc/sys/fs/mqueue/queues_max", "/proc/sysvipc/shm", "/proc/sysvipc/msg", "/proc/sysvipc/sem", "/proc/self/limits",
    ];

    private static readonly string[] Engines = ["dockerd", "containerd", "podman"];

    // What hostile programs leave in /tmp, by the names in their sources: other programs of this machine may do there what they like.
    private static readonly string[] Written =
        [.. HostileProgram.All.SelectMany(program => TemporaryName().Matches(program.Source).Select(match => match.Groups[1].Value)).Concat(["0", "leaf", "written"]).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The users that programs and their judges are, here as in a container.</summary>
    private static readonly string[] Users = ["65534", "65533"];

    public static IReadOnlyList<string> Read() =>
    [
        .. Files.Where(File.Exists).Select(file => $"{file}: {File.ReadAllText(file)}"),
        .. Written.Select(name => Path.Combine(Path.GetTempPath(), name)).Where(path => File.Exists(path) || Directory.Exists(path)),
        .. Processes().Where(id => id == Own || Engines.Contains(Text(id, "comm").Trim())).SelectMany(Limits),
    ];

    /// <summary>Waits until no process of a program's user is left but those that were there before; gives those that stay.</summary>
    public static async Task<IReadOnlyList<string>> ProcessesLeftAsync(IReadOnlyList<string> before, TimeSpan time)
    {
        var end = TimeProvider.System.GetUtcNow() + time;
        var left = ProcessesOfPrograms().Except(before).ToList();
        while (left.Count > 0 && TimeProvider.System.GetUtcNow() < end)
        {
            // Other runs on this machine have such processes, too: only one that stays is left over.
            await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
            left = [.. left.Intersect(ProcessesOfPrograms())];
        }

        return left;
    }

    public static IReadOnlyList<string> ProcessesOfPrograms() =>
        [.. Processes().Where(id => Users.Contains(Status(id, "Uid:").Split('\t', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault())).Select(id => $"{id} {Text(id, "comm").Trim()}")];

    private static string Own => Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Processes() =>
        Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc").Select(path => Path.GetFileName(path)!).Where(name => char.IsAsciiDigit(name[0])) : [];

    private static IEnumerable<string> Limits(string id)
    {
        yield return $"{id} limits: {Text(id, "limits")}";
        yield return $"{id} processors: {Status(id, "Cpus_allowed_list:")}";
        yield return $"{id} oom: {Text(id, "oom_score_adj")}";

        // Behind the name, in brackets, priority and nice are the 16th and 17th field.
        var stat = Text(id, "stat");
        yield return $"{id} nice: {string.Join(' ', stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(15).Take(2))}";
    }

    [GeneratedRegex(@"/tmp/(\w+)")]
    private static partial Regex TemporaryName();

    private static string Status(string id, string name) =>
        Text(id, "status").Split('\n').FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..] ?? "";

    private static string Text(string id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile.
            return "";
        }
    }
}
