using System.Diagnostics;
using System.Globalization;

namespace Eval.Sandbox.Docker;

/// <summary>The labels by which a container of ours, its run and its owner are known.</summary>
internal static class ContainerLabels
{
    public const string Sandbox = "dev.eval.sandbox";
    public const string Run = "dev.eval.run";
    public const string Host = "dev.eval.host";
    public const string Process = "dev.eval.process";

    public static Dictionary<string, string> OfThisProcess(string runId)
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return new Dictionary<string, string>
        {
            [Sandbox] = "1",
            [Run] = runId,
            [Host] = ThisHost,
            [Process] = string.Create(CultureInfo.InvariantCulture, $"{self.Id}@{StartOf(self)}"),
        };
    }

    /// <summary>Whether the process that made a container still runs. A container of another host counts as owned: only that host can tell.</summary>
    public static bool IsOwned(IDictionary<string, string> labels)
    {
        if (!labels.TryGetValue(Host, out var host) || !labels.TryGetValue(Process, out var process) || host != ThisHost)
        {
            return true;
        }

        var parts = process.Split('@');
        if (parts.Length != 2 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var id))
        {
            return true;
        }

        try
        {
            using var owner = System.Diagnostics.Process.GetProcessById(id);
            return !long.TryParse(parts[1], CultureInfo.InvariantCulture, out var start) || StartOf(owner) == start;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception error) when (error is InvalidOperationException or IOException or System.ComponentModel.Win32Exception)
        {
            return true;
        }
    }

    /// <summary>The name of this machine and, on Linux, of the process namespace: process ids mean nothing outside it.</summary>
    private static string ThisHost { get; } =
        Environment.MachineName + (OperatingSystem.IsLinux() ? " " + File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name : "");

    /// <summary>
    /// When a process started: its id alone comes back after a while. On Linux in the kernel's own ticks since boot, which stay the same when
    /// the clock is set; elsewhere in seconds since 1970.
    /// </summary>
    private static long StartOf(Process process)
    {
        var file = $"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/stat";
        if (!OperatingSystem.IsLinux())
        {
            return new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();
        }

        // The name, in brackets, may hold anything; the start is the 20th field behind it.
        var text = File.ReadAllText(file);
        return long.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[19], CultureInfo.InvariantCulture);
    }
}
