using System.Diagnostics;
using System.Globalization;

namespace Eval.Performance;

/// <summary>Runs the built program as its own process and measures it from the outside.</summary>
internal static class ChildProcess
{
    /// <summary>Runs <c>dotnet-eval</c> beside this program; its output is thrown away unless it fails.</summary>
    public static async Task<Measurement> RunEvalAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "dotnet-eval.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var exit = process.WaitForExitAsync(cancellationToken);
        long peak = 0;
        while (!exit.IsCompleted)
        {
            peak = Math.Max(peak, PeakOf(process.Id));
            await Task.WhenAny(exit, Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken));
        }

        await exit;
        return new Measurement(process.ExitCode, clock.Elapsed, peak, await output, await error);
    }

    // VmHWM is the kernel's own high-water mark, so polling can only miss what happens in the last 20 ms.
    private static long PeakOf(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <param name="ExitCode">Of the process.</param>
    /// <param name="Wall">From start to exit.</param>
    /// <param name="PeakBytes">Largest resident set.</param>
    /// <param name="Output">Its stdout.</param>
    /// <param name="Error">Its stderr.</param>
    internal sealed record Measurement(int ExitCode, TimeSpan Wall, long PeakBytes, string Output, string Error);
}
