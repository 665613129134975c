using System.Text.Json;

namespace Eval.Performance;

/// <summary>The whole of MMLU with the random baseline, from process start to written report.</summary>
internal sealed class MmluProgram : IPerformanceProgram
{
    private const double MostSeconds = 10;
    private const double MostMegabytes = 250;

    public string Name => "mmlu";

    public string Description => "[--datasets DIR]  all of MMLU with baseline:random: wall time, peak memory, samples per second";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var datasets = arguments is ["--datasets", var folder] ? folder : Path.Combine("..", "shared", "datasets");
        var runs = Directory.CreateTempSubdirectory("eval-performance-").FullName;
        try
        {
            var run = await ChildProcess.RunEvalAsync(["run", "-b", "mmlu", "-m", "baseline:random", "--datasets", datasets, "--runs", runs, "--json"], cancellationToken);
            if (run.ExitCode != 0)
            {
                await Console.Error.WriteLineAsync(run.Error);
                return run.ExitCode;
            }

            using var summary = JsonDocument.Parse(run.Output);
            var result = summary.RootElement.GetProperty("results")[0];
            var samples = result.GetProperty("counts").GetProperty("total").GetInt32();
            var megabytes = run.PeakBytes / 1e6;
            Console.WriteLine($"samples            {samples}");
            Console.WriteLine($"accuracy           {result.GetProperty("value").GetDouble():0.0000}");
            Console.WriteLine($"wall               {run.Wall.TotalSeconds:0.00} s (limit {MostSeconds:0} s)");
            Console.WriteLine($"peak memory        {megabytes:0} MB (limit {MostMegabytes:0} MB)");
            Console.WriteLine($"samples per second {samples / run.Wall.TotalSeconds:0}");
            return run.Wall.TotalSeconds < MostSeconds && megabytes < MostMegabytes ? 0 : 1;
        }
        finally
        {
            Directory.Delete(runs, recursive: true);
        }
    }
}
