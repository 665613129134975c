using System.Globalization;
using System.Text.Json;

namespace Eval.Performance;

/// <summary>What orchestration costs: whole runs against a fake endpoint beside a bare HttpClient loop that sends the same bodies. Server and clients are processes of their own.</summary>
internal sealed class OrchestrateProgram : IPerformanceProgram
{
    private const int Rounds = 7;

    /// <summary>Runs that each process measures one after another against an immediate server: one alone takes a tenth of a second, and a tenth of that is noise.</summary>
    private const int ShortRuns = 5;

    public string Name => "orchestrate";

    public string Description => "[--memory]  1,319 questions at concurrency 32, server latency 0 and 50 ms, beside a bare HttpClient loop; --memory: 1,000 and 100,000 samples instead";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        arguments is ["--memory"] ? await MeasureMemoryAsync(cancellationToken) : await MeasureSpeedAsync(cancellationToken);

    private static async Task<int> MeasureSpeedAsync(CancellationToken cancellationToken)
    {
        var isMet = true;
        Console.WriteLine($"{"latency",7} {"",6} {"wall s",8} {"CPU s",8} {"peak MB",8} {"allocated MB",13}");
        foreach (var (latency, mostWall) in new[] { (50, 1.15), (0, 2.0) })
        {
            await using var server = await ServerProcess.StartAsync(["--latency", latency.ToString(CultureInfo.InvariantCulture)], cancellationToken);
            var (bare, eval) = await MedianAsync(server.BaseUrl, latency == 0 ? ShortRuns : 1, cancellationToken);
            Write(latency, "bare", bare);
            Write(latency, "eval", eval);
            var (wall, cpu) = (eval.WallSeconds / bare.WallSeconds, eval.CpuSeconds / bare.CpuSeconds);
            Console.WriteLine($"{"",7} {"ratio",6} {wall,8:0.00} {cpu,8:0.00}   limits: wall {mostWall:0.00}, CPU 2.50, peak 150 MB");
            isMet &= wall <= mostWall && cpu <= 2.5 && eval.PeakMegabytes <= 150;
        }

        return isMet ? 0 : 1;
    }

    private static async Task<int> MeasureMemoryAsync(CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartAsync([], cancellationToken);
        var small = (await ClientAsync("eval", server.BaseUrl, 1000, repeats: 1, runs: 1, cancellationToken))[0];
        var large = (await ClientAsync("eval", server.BaseUrl, 1000, repeats: 100, runs: 1, cancellationToken))[0];
        Console.WriteLine($"  1,000 samples: peak {small.PeakMegabytes:0} MB, {small.WallSeconds:0.0} s");
        Console.WriteLine($"100,000 samples: peak {large.PeakMegabytes:0} MB, {large.WallSeconds:0.0} s");
        var ratio = large.PeakMegabytes / small.PeakMegabytes;
        Console.WriteLine($"ratio {ratio:0.00} (limit 1.30)");
        return ratio <= 1.3 ? 0 : 1;
    }

    // In turns: what else runs on the machine adds to whichever has its turn.
    private static async Task<(OrchestrateResult Bare, OrchestrateResult Eval)> MedianAsync(Uri url, int runs, CancellationToken cancellationToken)
    {
        var (bare, eval) = (new List<OrchestrateResult>(), new List<OrchestrateResult>());
        for (var round = 0; round < Rounds; round++)
        {
            bare.AddRange(await ClientAsync("bare", url, 1319, repeats: 1, runs, cancellationToken));
            eval.AddRange(await ClientAsync("eval", url, 1319, repeats: 1, runs, cancellationToken));
        }

        return (Median(bare), Median(eval));
    }

    private static OrchestrateResult Median(IReadOnlyList<OrchestrateResult> results)
    {
        double Middle(Func<OrchestrateResult, double> value) => results.Select(value).Order().ElementAt(results.Count / 2);
        return new(Middle(result => result.WallSeconds), Middle(result => result.CpuSeconds), results.Max(result => result.PeakMegabytes), Middle(result => result.AllocatedMegabytes));
    }

    private static async Task<IReadOnlyList<OrchestrateResult>> ClientAsync(string mode, Uri url, int count, int repeats, int runs, CancellationToken cancellationToken)
    {
        string[] arguments = ["orchestrate-client", mode, url.ToString(), .. new[] { count, repeats, runs }.Select(number => number.ToString(CultureInfo.InvariantCulture))];
        using var process = ServerProcess.Start(arguments);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<List<OrchestrateResult>>(output.Trim().Split('\n')[^1])!
            : throw new InvalidOperationException($"orchestrate-client ended with {process.ExitCode}: {output}");
    }

    private static void Write(int latency, string mode, OrchestrateResult result) =>
        Console.WriteLine($"{latency,4} ms {mode,6} {result.WallSeconds,8:0.000} {result.CpuSeconds,8:0.000} {result.PeakMegabytes,8:0} {result.AllocatedMegabytes,13:0.0}");
}
