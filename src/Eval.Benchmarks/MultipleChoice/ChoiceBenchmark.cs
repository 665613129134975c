using Eval.Benchmarks.Reading;
using Eval.Core.Datasets;
using Eval.Core.Prompts;

namespace Eval.Benchmarks.MultipleChoice;

/// <summary>A benchmark of lettered questions in one CSV file per subject, with shots from its dev split.</summary>
public abstract class ChoiceBenchmark : IBenchmark
{
    protected const string ExamplesSplit = "dev";

    public abstract BenchmarkInfo Info { get; }

    public abstract IReadOnlyList<IProtocolDefinition> Protocols { get; }

    /// <summary>Where the split folders may lie below the datasets folder, the upstream place first.</summary>
    protected abstract IReadOnlyList<string> Roots { get; }

    protected abstract SubjectSplit Reader { get; }

    public Task<BenchmarkData> LoadAsync(string datasetsFolder, string split, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(datasetsFolder);
        if (!Info.Splits.Contains(split))
        {
            throw new DatasetException($"{Info.Title} has no split \"{split}\"; it has {string.Join(", ", Info.Splits)}.", []);
        }

        return Task.Run(() => Load(datasetsFolder, split, cancellationToken), cancellationToken);
    }

    private BenchmarkData Load(string datasetsFolder, string split, CancellationToken cancellationToken)
    {
        var roots = Roots.Select(relative => Path.Combine([datasetsFolder, .. relative.Split('/')])).ToArray();
        var folder = Array.Find(roots, root => SubjectSplit.Exists(Path.Combine(root, split), split)) ?? roots[0];
        var problems = new List<string>();
        var samples = Reader.Read(Path.Combine(folder, split), split, problems, cancellationToken);
        var digests = new Dictionary<string, string> { [split] = ContentDigest.Compute(samples) };

        // Zero-shot protocols need no examples, so a missing dev split is no error here: a protocol that needs it says so when it is bound.
        var examplesFolder = Path.Combine(folder, ExamplesSplit);
        IReadOnlyList<Sample> examples = [];
        if (split == ExamplesSplit)
        {
            examples = samples;
        }
        else if (SubjectSplit.Exists(examplesFolder, ExamplesSplit))
        {
            examples = Reader.Read(examplesFolder, ExamplesSplit, problems, cancellationToken);
            digests[ExamplesSplit] = ContentDigest.Compute(examples);
        }

        if (problems.Count > 0)
        {
            throw new DatasetException($"{Info.Title} in {folder} is broken:", problems);
        }

        return new BenchmarkData
        {
            Benchmark = Info.Name,
            Split = split,
            Folder = Path.Combine(datasetsFolder, Info.Name),
            Samples = samples,
            Examples = examples,
            Digests = digests,
        };
    }
}
