using System.Globalization;
using System.Text.Json;

namespace Eval.Performance;

/// <summary>What orchestration costs: whole runs against a fake endpoint beside a bare HttpClient loop that sends the same bodies. Server and clients are processes of their own.</summary>
internal sealed class OrchestrateProgram : IPerformanceProgram
{
    private const int Rounds = 7;

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
            var (bare, eval) = await BestAsync(server.BaseUrl, 1319, cancellationToken);
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
        var small = await ClientAsync("eval", server.BaseUrl, 1000, repeats: 1, cancellationToken);
        var large = await ClientAsync("eval", server.BaseUrl, 1000, repeats: 100, cancellationToken);
        Console.WriteLine($"  1,000 samples: peak {small.PeakMegabytes:0} MB, {small.WallSeconds:0.0} s");
        Console.WriteLine($"100,000 samples: peak {large.PeakMegabytes:0} MB, {large.WallSeconds:0.0} s");
        var ratio = large.PeakMegabytes / small.PeakMegabytes;
        Console.WriteLine($"ratio {ratio:0.00} (limit 1.30)");
        return ratio <= 1.3 ? 0 : 1;
    }

    // The least of several, in turns: what else runs on the machine only ever adds, and adds to whichever has its turn.
    private static async Task<(OrchestrateResult Bare, OrchestrateResult Eval)> BestAsync(Uri url, int count, CancellationToken cancellationToken)
    {
        var (bare, eval) = (new List<OrchestrateResult>(), new List<OrchestrateResult>());
        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(await ClientAsync("bare", url, count, repeats: 1, cancellationToken));
            eval.Add(await ClientAsync("eval", url, count, repeats: 1, cancellationToken));
        }

        return (Best(bare), Best(eval));
    }

    private static OrchestrateResult Best(List<OrchestrateResult> results) => new(
        results.Min(result => result.WallSeconds), results.Min(result => result.CpuSeconds), results.Max(result => result.PeakMegabytes), results.Min(result => result.AllocatedMegabytes));

    private static async Task<OrchestrateResult> ClientAsync(string mode, Uri url, int count, int repeats, CancellationToken cancellationToken)
    {
        string[] arguments = ["orchestrate-client", mode, url.ToString(), count.ToString(CultureInfo.InvariantCulture), repeats.ToString(CultureInfo.InvariantCulture)];
        using var process = ServerProcess.Start(arguments);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<OrchestrateResult>(output.Trim().Split('\n')[^1])!
            : throw new InvalidOperationException($"orchestrate-client ended with {process.ExitCode}: {output}");
    }

    private static void Write(int latency, string mode, OrchestrateResult result) =>
        Console.WriteLine($"{latency,4} ms {mode,6} {result.WallSeconds,8:0.000} {result.CpuSeconds,8:0.000} {result.PeakMegabytes,8:0} {result.AllocatedMegabytes,13:0.0}");
}
