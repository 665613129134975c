using Eval.Core.Datasets;
using Eval.Hosting.Datasets;

namespace Eval.Hosting.Planning;

/// <summary>Turns the benchmarks a user names into benchmarks with data, listing everything that is wrong at once.</summary>
public sealed class BenchmarkResolver(IReadOnlyList<IBenchmark> known, DatasetLocator locator, Func<string, string?> environment)
{
    /// <summary>Specs as typed; with none, every built-in benchmark.</summary>
    public IReadOnlyList<(BenchmarkSpec Spec, IBenchmark Benchmark)> Find(IReadOnlyList<string> texts, ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(problems);
        var found = new List<(BenchmarkSpec, IBenchmark)>();
        foreach (var text in texts)
        {
            try
            {
                var spec = BenchmarkSpec.Parse(text);
                found.Add((spec, Find(spec)));
            }
            catch (RequestException refused)
            {
                refused.Problems.ToList().ForEach(problems.Add);
            }
        }

        foreach (var twice in found.GroupBy(item => (item.Item1.Name, item.Item1.Protocol)).Where(group => group.Count() > 1))
        {
            problems.Add(new Problem($"-b {twice.First().Item1}", "is named more than once.", "Join its subjects in one: name@protocol:one,two"));
        }

        // Without names: the built-in ones, unless benchmarks of the user's own were brought along.
        var own = known.Where(benchmark => benchmark is ILocatedBenchmark).ToList();
        return texts.Count == 0 ? [.. (own.Count > 0 ? own : known).Select(benchmark => (new BenchmarkSpec(benchmark.Info.Name, Protocol: null, []), benchmark))] : found;
    }

    /// <summary>The benchmark a spec names.</summary>
    /// <exception cref="RequestException">There is none of that name.</exception>
    public IBenchmark Find(BenchmarkSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return known.FirstOrDefault(benchmark => benchmark.Info.Name == spec.Name)
            ?? throw new RequestException($"-b {spec}", $"there is no benchmark \"{spec.Name}\".", $"Known: {string.Join(", ", known.Select(benchmark => benchmark.Info.Name))}.");
    }

    /// <summary>Reads a benchmark's data.</summary>
    /// <exception cref="RequestException">The split is unknown, or no folder holds the data.</exception>
    /// <exception cref="DatasetException">The data are broken.</exception>
    public async Task<LoadedBenchmark> LoadAsync(BenchmarkSpec spec, IBenchmark benchmark, string? split, bool onlyMini, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(benchmark);
        var info = benchmark.Info;
        var wanted = split ?? info.DefaultSplit;
        if (!info.Splits.Contains(wanted))
        {
            throw new RequestException($"--split {wanted}", $"{info.Name} has no split \"{wanted}\".", $"It has {string.Join(", ", info.Splits)}.");
        }

        var place = benchmark is ILocatedBenchmark located ? new DatasetPlace(located.Folder, IsMini: false) : locator.Locate(info.Name, onlyMini, environment);
        var data = await benchmark.LoadAsync(place.Folder, wanted, cancellationToken);
        return new LoadedBenchmark(spec, benchmark, data, place);
    }
}
