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
            [Host] = Environment.MachineName,
            [Process] = string.Create(CultureInfo.InvariantCulture, $"{self.Id}@{StartOf(self)}"),
        };
    }

    /// <summary>Whether the process that made a container still runs. A container of another host counts as owned: only that host can tell.</summary>
    public static bool IsOwned(IDictionary<string, string> labels)
    {
        if (!labels.TryGetValue(Host, out var host) || !labels.TryGetValue(Process, out var process) || host != Environment.MachineName)
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
            return !long.TryParse(parts[1], CultureInfo.InvariantCulture, out var start) || Math.Abs(StartOf(owner) - start) <= 2;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return true;
        }
    }

    /// <summary>Seconds since 1970: a process id alone comes back after a while.</summary>
    private static long StartOf(Process process) => new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();
}
