using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Eval.Core.Scoring;
using Eval.Sandbox;

namespace Eval.Performance.Sandbox;

/// <summary>Runs the samples through one client and measures it.</summary>
internal static class SandboxClients
{
    /// <summary>Measures a client in a process of its own; null when it is not available here.</summary>
    public static async Task<SandboxMeasurement?> InChildAsync(SandboxBenchmarkOptions options, string client, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        string[] arguments = ["sandbox", "--child", client, "--samples", options.Samples.ToString(CultureInfo.InvariantCulture), "--data", options.Data];
        IEnumerable<string> host = Path.GetFileNameWithoutExtension(start.FileName) == "dotnet" ? [typeof(SandboxClients).Assembly.Location] : [];
        foreach (var argument in host.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("The measuring process did not start.");
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<SandboxMeasurement>(output) : null;
    }

    /// <summary>In the child: measures, prints one line of JSON.</summary>
    public static async Task<int> MeasureAsync(SandboxBenchmarkOptions options, CancellationToken cancellationToken)
    {
        var tasks = Read(options.Data);
        var requests = Enumerable.Range(0, options.Samples).Select(index => tasks[index % tasks.Count]).ToList();
        var client = options.Clients[0];
        try
        {
            var measured = client == "loop" ? await LoopAsync(requests, cancellationToken) : await SandboxAsync(client, requests, cancellationToken);
            Console.WriteLine(JsonSerializer.Serialize(measured));
            return 0;
        }
        catch (SandboxUnavailableException error)
        {
            await Console.Error.WriteLineAsync($"{client}: {error.Message} Fix: {error.Fix}");
            return 3;
        }
    }

    private static async Task<SandboxMeasurement> SandboxAsync(string client, IReadOnlyList<SandboxRequest> requests, CancellationToken cancellationToken)
    {
        var options = new SandboxOptions
        {
            Kind = client == "wasm" ? SandboxKind.Wasm : SandboxKind.Docker,
            Judging = client == "one" ? JudgingMode.One : JudgingMode.Split,
            RunId = "performance",
        };
        if (client != "wasm")
        {
            // Neither pulling nor building the image is part of what is measured.
            await using var warm = await SandboxFactory.CreateAsync(options with { Parallelism = 1 }, cancellationToken);
        }

        var times = new double[requests.Count];
        var passed = 0;
        var clock = Stopwatch.StartNew();
        await using (var sandbox = await SandboxFactory.CreateAsync(options, cancellationToken))
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, requests.Count),
                new ParallelOptions { MaxDegreeOfParallelism = sandbox.Info.Parallelism, CancellationToken = cancellationToken },
                async (index, token) =>
                {
                    var begun = Stopwatch.GetTimestamp();
                    var result = await sandbox.RunAsync(requests[index], token);
                    times[index] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
                    if (result.Verdict == SandboxVerdict.Passed)
                    {
                        Interlocked.Increment(ref passed);
                    }
                });
        }

        return Summarise(times, passed, clock.Elapsed);
    }

    private static async Task<SandboxMeasurement> LoopAsync(IReadOnlyList<SandboxRequest> requests, CancellationToken cancellationToken)
    {
        var python = await PlainPython.FindAsync(cancellationToken);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The loop starts {python.Path}, which takes {python.StartMilliseconds:0.0} ms to do nothing."));
        var file = Path.Combine(Path.GetTempPath(), $"eval-loop-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.py");
        var times = new double[requests.Count];
        var passed = 0;
        var clock = Stopwatch.StartNew();
        for (var index = 0; index < requests.Count; index++)
        {
            var begun = Stopwatch.GetTimestamp();
            var request = requests[index];
            await File.WriteAllTextAsync(file, $"{request.Program}\n{request.Tests}\n{request.Invocation}\n", cancellationToken);
            using var process = Process.Start(new ProcessStartInfo(python.Path, [file]) { UseShellExecute = false })!;
            await process.WaitForExitAsync(cancellationToken);
            passed += process.ExitCode == 0 ? 1 : 0;
            times[index] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }

        clock.Stop();
        File.Delete(file);
        return Summarise(times, passed, clock.Elapsed);
    }

    private static SandboxMeasurement Summarise(double[] times, int passed, TimeSpan took)
    {
        Array.Sort(times);
        return new SandboxMeasurement(times.Length, passed, times.Length / took.TotalSeconds, times[times.Length / 2], times[times.Length * 99 / 100], PeakMegabytes());
    }

    private static double PeakMegabytes()
    {
        if (File.Exists("/proc/self/status")
            && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("VmHWM", StringComparison.Ordinal)) is { } line)
        {
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1000.0;
        }

        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / 1e6;
    }

    private static List<SandboxRequest> Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var requests = new List<SandboxRequest>();
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            using var task = JsonDocument.Parse(line);
            string Text(string name) => task.RootElement.GetProperty(name).GetString()!;
            requests.Add(new SandboxRequest
            {
                Language = "python",
                Program = Text("prompt") + Text("canonical_solution"),
                Prelude = Text("prompt"),
                Exports = [Text("entry_point")],
                Tests = Text("test"),
                Invocation = $"check({Text("entry_point")})",
            });
        }

        return requests;
    }
}
