using System.Globalization;

namespace Eval.Performance.Sandbox;

/// <summary>
/// The sandboxes beside a serial loop that starts one plain python3 per sample without isolation, in the same run. Each is measured in a
/// process of its own, so that its peak memory is its own; starting and removing containers is part of the time.
/// </summary>
internal sealed class SandboxProgram : IPerformanceProgram
{
    private const double PeakMegabytes = 120;

    private static readonly (string Client, double Ratio)[] Targets = [("split", 2.5), ("one", 4), ("wasm", 0.25)];

    public string Name => "sandbox";

    public string Description => "HumanEval's reference solutions through each sandbox, beside plain python3: [--samples N] [--data FILE] [--client loop,split,one,wasm]";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var options = SandboxBenchmarkOptions.Parse(arguments);
        if (options.IsChild)
        {
            return await SandboxClients.MeasureAsync(options, cancellationToken);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Samples} samples, {Environment.ProcessorCount} processors, {TimeProvider.System.GetUtcNow():u}"));
        Console.WriteLine($"{"client",-8} {"samples/s",10} {"x loop",8} {"wanted",8} {"p50 ms",8} {"p99 ms",8} {"peak MB",8}  passed");
        var loop = await SandboxClients.InChildAsync(options, "loop", cancellationToken);
        Print("loop", loop, 1, null);
        var isMet = true;
        foreach (var (client, wanted) in Targets.Where(target => options.Clients.Contains(target.Client)))
        {
            var measured = await SandboxClients.InChildAsync(options, client, cancellationToken);
            if (measured is null)
            {
                Console.WriteLine($"{client,-8} not available here");
                continue;
            }

            var ratio = loop is null ? 0 : measured.Rate / loop.Rate;
            isMet &= ratio >= wanted && measured.PeakMegabytes <= PeakMegabytes && measured.Passed == options.Samples;
            Print(client, measured, ratio, wanted);
        }

        Console.WriteLine(isMet ? "All stated ratios are met." : "NOT all stated ratios are met.");
        return isMet ? 0 : 1;
    }

    private static void Print(string client, SandboxMeasurement? measured, double ratio, double? wanted)
    {
        if (measured is not null)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{client,-8} {measured.Rate,10:0.0} {ratio,8:0.00} {wanted,8:0.00} {measured.P50,8:0.0} {measured.P99,8:0.0} {measured.PeakMegabytes,8:0}  {measured.Passed}/{measured.Samples}"));
        }
    }
}
