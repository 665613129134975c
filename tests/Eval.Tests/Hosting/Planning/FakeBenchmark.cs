using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Scoring;
using Eval.Core.Statistics;

namespace Eval.Tests.Hosting.Planning;

/// <summary>A benchmark with a log-likelihood protocol and a chat protocol over given samples.</summary>
internal sealed class FakeBenchmark(string name, IReadOnlyList<Sample> samples) : IBenchmark
{
    public BenchmarkInfo Info { get; } = new()
    {
        Name = name,
        Title = name,
        DefaultSplit = "test",
        Splits = ["dev", "test"],
        Language = "en",
    };

    public IReadOnlyList<IProtocolDefinition> Protocols { get; } =
    [
        new FakeProtocol(name, "lm-eval", ModelAbilities.Continuations),
        new FakeProtocol(name, "chat", ModelAbilities.Chat),
    ];

    public Task<BenchmarkData> LoadAsync(string datasetsFolder, string split, CancellationToken cancellationToken) =>
        Task.FromResult(Data(split, datasetsFolder));

    public BenchmarkData Data(string split = "test", string folder = "data") => new()
    {
        Benchmark = name,
        Split = split,
        Folder = folder,
        Samples = samples,
        Examples = [],
        Digests = new Dictionary<string, string> { [split] = ContentDigest.Compute(samples) },
    };

    public static IReadOnlyList<Sample> Subjects(params (string Subject, int Count)[] subjects)
    {
        var samples = new List<Sample>();
        foreach (var (subject, count) in subjects)
        {
            for (var row = 0; row < count; row++)
            {
                samples.Add(new Sample { Id = $"{subject}/{row}", Subset = subject, Position = samples.Count, Question = $"{subject} {row}?", Target = "A" });
            }
        }

        return samples;
    }

    private sealed class FakeProtocol(string benchmark, string protocol, ModelAbilities needs) : IProtocolDefinition, IProtocol
    {
        public ProtocolInfo Info { get; } = new()
        {
            Benchmark = benchmark,
            Name = protocol,
            Version = 1,
            Description = "",
            Origin = "test",
            Needs = needs,
            Shots = 0,
            Metrics = ["accuracy"],
            Averaging = Averaging.Micro,
            Groups = new Dictionary<string, IReadOnlyList<string>> { ["STEM"] = ["physics", "maths"] },
        };

        public IScorer Scorer => throw new NotSupportedException();

        public IProtocol Bind(BenchmarkData data, ISandbox? sandbox) => this;

        public Prompt Render(Sample sample) => new() { Parts = new PromptParts("", [], sample.Question) };
    }
}
