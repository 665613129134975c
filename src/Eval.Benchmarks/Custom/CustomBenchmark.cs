using Eval.Core.Datasets;
using Eval.Core.Prompts;

namespace Eval.Benchmarks.Custom;

/// <summary>A private benchmark described by a YAML file beside its data, run like a built-in one.</summary>
public sealed class CustomBenchmark : ILocatedBenchmark
{
    private const string Split = "test";
    private const string ExamplesSplit = "examples";

    private readonly CustomDefinition _definition;

    private CustomBenchmark(CustomDefinition definition)
    {
        _definition = definition;
        Info = new BenchmarkInfo
        {
            Name = definition.Name,
            Title = definition.Title,
            DefaultSplit = Split,
            Splits = [Split],
            NeedsSandbox = definition.Kind == CustomKind.Code,
            Language = definition.Language,
        };
        Protocols = [CustomProtocol.Create(definition)];
    }

    public BenchmarkInfo Info { get; }

    public IReadOnlyList<IProtocolDefinition> Protocols { get; }

    public string Folder => Path.GetDirectoryName(_definition.Path)!;

    /// <summary>Reads and checks the YAML file; the data are read by <see cref="LoadAsync"/>.</summary>
    /// <exception cref="DatasetException">The file is missing or wrong: every problem is listed as <c>file:line:column: key: what</c>.</exception>
    public static CustomBenchmark Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new CustomBenchmark(CustomDefinitionReader.Read(path));
    }

    /// <inheritdoc/>
    /// <remarks>The definition names its files, so the folder is not looked at.</remarks>
    public Task<BenchmarkData> LoadAsync(string datasetsFolder, string split, CancellationToken cancellationToken) =>
        Task.Run(() => Load(split, cancellationToken), cancellationToken);

    private BenchmarkData Load(string split, CancellationToken cancellationToken)
    {
        if (split != Split)
        {
            throw new DatasetException($"{Info.Name} has no split \"{split}\"; it has {Split} alone.", []);
        }

        var samples = CustomData.Read(_definition, _definition.Data, cancellationToken);
        var examples = _definition.Examples is { } path ? CustomData.Read(_definition, path, cancellationToken) : [];
        CheckGroups(samples);
        var digests = new Dictionary<string, string> { [Split] = ContentDigest.Compute(samples) };
        if (examples.Count > 0)
        {
            digests[ExamplesSplit] = ContentDigest.Compute(examples);
        }

        return new BenchmarkData { Benchmark = Info.Name, Split = Split, Folder = Folder, Samples = samples, Examples = examples, Digests = digests };
    }

    private void CheckGroups(IReadOnlyList<Sample> samples)
    {
        var subsets = samples.Select(sample => sample.Subset).ToHashSet(StringComparer.Ordinal);
        var problems = _definition.Groups
            .SelectMany(group => group.Value.Where(subset => !subsets.Contains(subset)), (group, subset) => $"{_definition.Path}: groups: {group.Key}: the data have no subset \"{subset}\"")
            .ToList();
        if (problems.Count > 0)
        {
            throw new DatasetException($"The groups of custom benchmark {Info.Name} do not fit its data.", problems);
        }
    }
}
