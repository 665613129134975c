using Eval.Benchmarks;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;

namespace Eval.Performance.Local;

/// <summary>The prompts of one benchmark under one protocol, in file order.</summary>
internal sealed class LocalBenchmark
{
    private LocalBenchmark(IProtocol protocol, IReadOnlyList<Sample> samples, IReadOnlyList<Sample> examples)
    {
        Protocol = protocol;
        Samples = samples;
        Examples = examples;
    }

    public IProtocol Protocol { get; }

    public IReadOnlyList<Sample> Samples { get; }

    public IReadOnlyList<Sample> Examples { get; }

    /// <summary>Folder of full data sets: <c>--datasets DIR</c>, EVAL_DATASETS, or <c>../shared/datasets</c> beside the checkout; null when there is none.</summary>
    public static string? FindFolder(IReadOnlyList<string> arguments)
    {
        string?[] candidates = [arguments is ["--datasets", var named] ? named : null, Environment.GetEnvironmentVariable("EVAL_DATASETS"), Path.Combine("..", "shared", "datasets")];
        return Array.Find(candidates, folder => folder is not null && Directory.Exists(Path.Combine(folder, "mmlu")) && Directory.Exists(Path.Combine(folder, "ceval")));
    }

    public static async Task<LocalBenchmark> LoadAsync(string folder, string benchmark, string protocol, CancellationToken cancellationToken)
    {
        var found = BenchmarkCatalog.Find(benchmark)!;
        var data = await found.LoadAsync(folder, found.Info.DefaultSplit, cancellationToken);
        var bound = found.Protocols.First(definition => definition.Info.Name == protocol).Bind(data, sandbox: null);
        return new LocalBenchmark(bound, data.Samples, data.Examples);
    }

    public ContinuationRequest Request(Sample sample) => new()
    {
        Prompt = Protocol.Render(sample),
        Truncation = Protocol.Info.Truncation,
        Metadata = new RequestMetadata
        {
            Benchmark = Protocol.Info.Benchmark,
            Protocol = Protocol.Info.Name,
            SampleId = sample.Id,
            Subset = sample.Subset,
            Repeat = 0,
            Question = sample.Question,
            Choices = sample.Choices,
        },
    };
}
