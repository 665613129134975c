using System.Globalization;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Results;
using Eval.Core.Running;
using Eval.Core.Scoring;
using Microsoft.Extensions.Logging.Abstractions;

namespace Eval.Tests.Core.Running;

/// <summary>Small plans and the call that runs them.</summary>
internal static class TestPlan
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 18, 15, 0, TimeSpan.Zero);

    /// <summary>Samples <c>subject/row</c> whose target is their row's parity, A or B.</summary>
    public static IReadOnlyList<Sample> Samples(int count, params string[] subjects) =>
    [
        .. Enumerable.Range(0, count).Select(position =>
        {
            var subject = subjects.Length == 0 ? "" : subjects[position * subjects.Length / count];
            var row = position.ToString(CultureInfo.InvariantCulture);
            return new Sample
            {
                Id = subject.Length == 0 ? row : $"{subject}/{row}",
                Subset = subject,
                Position = position,
                Question = $"Question {row}?",
                Target = position % 2 == 0 ? "A" : "B",
            };
        }),
    ];

    public static PlannedTask Task(IModel model, IReadOnlyList<Sample> samples, IProtocol? protocol = null, int repeats = 1)
    {
        protocol ??= new FakeProtocol();
        var info = protocol.Info;
        return new PlannedTask
        {
            Model = model,
            Protocol = protocol,
            Samples = samples,
            Repeats = repeats,
            Manifest = new TaskManifest
            {
                Model = model.Info.Name,
                Benchmark = info.Benchmark,
                Protocol = info.Name,
                Version = info.Version,
                Split = "test",
                Samples = samples.Count,
                Repeats = repeats,
                Metrics = info.Metrics,
                Dataset = "data",
                Digests = new Dictionary<string, string> { ["test"] = "d" },
                PromptsSha256 = "p",
                File = SampleFileName.For(model.Info.Name, info.Benchmark, info.Name),
            },
        };
    }

    public static RunPlan Plan(params PlannedTask[] tasks) => Plan(seed: 1, tasks);

    public static RunPlan Plan(long seed, params PlannedTask[] tasks)
    {
        var manifest = new RunManifest
        {
            RunId = "",
            ToolVersion = "0",
            PlanHash = "",
            Status = RunStatus.Running,
            Started = Start,
            Command = ["run"],
            Seed = seed,
            Models =
            [
                .. tasks.Select(task => task.Model).Distinct().Select(model => new ModelManifest
                {
                    Name = model.Info.Name,
                    Spec = model.Info.Name,
                    Provider = model.Info.Provider,
                    ModelId = model.Info.ModelId,
                    Fingerprint = model.Info.Fingerprint,
                }),
            ],
            Tasks = [.. tasks.Select(task => task.Manifest)],
            Host = new HostManifest("os", "x64", 2, "net"),
        };
        var hash = PlanHash.Compute(manifest);
        return new RunPlan
        {
            Manifest = manifest with { PlanHash = hash, RunId = RunId.Create(Start, hash) },
            Tasks = tasks,
            DefaultConcurrency = 4,
        };
    }

    public static Task<RunOutcome> RunAsync(RunPlan plan, RunFolder folder, IRunObserver? observer = null, CancellationToken cancellationToken = default) =>
        Runner.RunAsync(plan, folder, observer ?? new RecordingObserver(), TimeProvider.System, NullLogger.Instance, cancellationToken);

}
