using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Eval.Core.Models;
using Eval.Core.Running;
using Eval.Core.Scoring;
using Eval.Hosting;
using Eval.Hosting.Planning;
using Eval.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eval.Performance;

/// <summary>One side of <c>orchestrate</c>, measured after a first round that warms the runtime up: a whole run (planned, asked, scored, written, cached) or a bare loop, on questions made up here.</summary>
internal sealed class OrchestrateClientProgram : IPerformanceProgram
{
    private const int Concurrency = 32;

    public string Name => "orchestrate-client";

    public string Description => "eval|bare URL COUNT REPEATS RUNS  one side of orchestrate; prints the measurements of each run as JSON";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (arguments is not [var mode, var url, var countText, var repeatsText, var runsText])
        {
            return 2;
        }

        static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
        var (count, repeats, runs) = (Number(countText), Number(repeatsText), Number(runsText));
        var folder = Directory.CreateTempSubdirectory("eval-orchestrate-").FullName;
        try
        {
            WriteQuestions(Path.Combine(folder, "data", "gsm8k"), count);
            await MeasureAsync(mode, url, folder, limit: null, repeats: 1, cancellationToken);
            var results = new List<OrchestrateResult>();
            for (var run = 0; run < runs; run++)
            {
                results.Add(await MeasureAsync(mode, url, folder, limit: null, repeats, cancellationToken));
            }

            Console.WriteLine(JsonSerializer.Serialize(results));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<OrchestrateResult> MeasureAsync(string mode, string url, string folder, int? limit, int repeats, CancellationToken cancellationToken)
    {
        var own = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        var time = TimeProvider.System;
        Meter meter;
        using (var host = new EvalHost([Path.Combine(folder, "data")], name => name == "EVAL_CACHE" ? Path.Combine(own, "cache.sqlite") : null, time))
        {
            var request = new RunRequest
            {
                Benchmarks = ["gsm8k@chat"],
                Models = [$"openai-compatible:fake?base_url={url}&max_concurrency={Concurrency}"],
                Limit = limit,
                Repeat = repeats,
            };
            await using var models = await host.Models(request, budget: null).ResolveAsync(request.Models, cancellationToken);
            var planned = await new RunPlanner(host.Benchmarks([]), time).PlanAsync(
                request, models, _ => throw new SandboxUnavailableException("none is needed", ""), cancellationToken);
            if (mode == "bare")
            {
                return await MeasureBareAsync(planned.Plan.Tasks[0], url, cancellationToken);
            }

            meter = await RunAsync(planned.Plan, own, time, cancellationToken);
        }

        // Only now the response cache is written and closed.
        return meter.Read();
    }

    /// <summary>A whole run; gives the meter that began with it.</summary>
    private static async Task<Meter> RunAsync(RunPlan plan, string own, TimeProvider time, CancellationToken cancellationToken)
    {
        var (folder, _) = RunFolders.Choose(plan, Path.Combine(own, "runs"), resume: null, runId: null);
        var meter = new Meter();
        var outcome = await Runner.RunAsync(plan, folder, new SilentObserver(), time, NullLogger.Instance, cancellationToken);
        var counts = outcome.Summary.Results[0].Counts;
        return counts.Scored == counts.Total ? meter : throw new InvalidOperationException($"{counts.Total - counts.Scored} samples of {counts.Total} were not scored");
    }

    // The same bodies: written by the model itself, caught before the network.
    private static async Task<OrchestrateResult> MeasureBareAsync(PlannedTask task, string url, CancellationToken cancellationToken)
    {
        var bodies = await CatchBodiesAsync(task, url, cancellationToken);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        var next = -1;
        var meter = new Meter();
        await Task.WhenAll(Enumerable.Range(0, Concurrency).Select(_ => Task.Run(
            async () =>
            {
                while (Interlocked.Increment(ref next) is var index && index < bodies.Count)
                {
                    using var content = new ReadOnlyMemoryContent(bodies[index]);
                    content.Headers.ContentType = new("application/json");
                    using var response = await client.PostAsync(new Uri($"{url}/chat/completions"), content, cancellationToken);
                    await response.Content.ReadAsByteArrayAsync(cancellationToken);
                }
            },
            cancellationToken)));
        return meter.Read();
    }

    private static async Task<List<byte[]>> CatchBodiesAsync(PlannedTask task, string url, CancellationToken cancellationToken)
    {
        using var catcher = new BodyCatcher();
        var provider = ModelFactory.BuiltIn.Single(provider => provider.Name == "openai-compatible");
        var spec = ModelSpecParser.Parse($"openai-compatible:fake?base_url={url}", out _)!;
        var model = provider.Create(spec, new ModelContext { HttpHandler = catcher }).Model!;
        foreach (var sample in task.Samples)
        {
            var request = new ModelRequest
            {
                Prompt = task.Protocol.Render(sample),
                Stop = task.Protocol.Info.Stop,
                MaxTokens = task.Protocol.Info.MaxTokens,
                Temperature = task.Protocol.Info.Temperature,
                Metadata = new RequestMetadata { Benchmark = "gsm8k", Protocol = "chat", SampleId = sample.Id, Subset = "", Repeat = 0, Question = sample.Question },
            };
            await model.GenerateAsync(request, cancellationToken);
        }

        return catcher.Bodies;
    }

    private static void WriteQuestions(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "train.jsonl"), Enumerable.Range(0, 8).Select(Question));
        File.WriteAllLines(Path.Combine(folder, "test.jsonl"), Enumerable.Range(0, count).Select(Question));
    }

    private static string Question(int index) => JsonSerializer.Serialize(new
    {
        question = string.Create(
            CultureInfo.InvariantCulture,
            $"A baker sells {index} loaves in the morning and {index + 7} in the afternoon, each for $3. She pays $12 for flour and $5 for her stall. How much money does she have left at the end of the day?"),
        answer = string.Create(CultureInfo.InvariantCulture, $"She sells {(2 * index) + 7} loaves.\n#### {(3 * ((2 * index) + 7)) - 17}"),
    });

    /// <summary>Wall and processor time from its making.</summary>
    private sealed class Meter
    {
        private readonly TimeSpan _cpu = Cpu();
        private readonly long _allocated = GC.GetTotalAllocatedBytes();
        private readonly long _start = Stopwatch.GetTimestamp();

        public OrchestrateResult Read()
        {
            var wall = Stopwatch.GetElapsedTime(_start);
            using var process = Process.GetCurrentProcess();
            return new(wall.TotalSeconds, (process.TotalProcessorTime - _cpu).TotalSeconds, process.PeakWorkingSet64 / 1e6, (GC.GetTotalAllocatedBytes() - _allocated) / 1e6);
        }

        private static TimeSpan Cpu()
        {
            using var process = Process.GetCurrentProcess();
            return process.TotalProcessorTime;
        }
    }
}
