using System.Globalization;

namespace Eval.IntegrationTests.Sandbox;

/// <summary>How much longer than on an idle machine things may take: wall-clock limits of tests are multiplied with it.</summary>
internal static class MachineLoad
{
    /// <summary>Runnable processes per processor, at least 1.</summary>
    public static double Factor
    {
        get
        {
            if (!File.Exists("/proc/loadavg"))
            {
                return 1;
            }

            var load = double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
            return Math.Max(1, load / Environment.ProcessorCount);
        }
    }
}
