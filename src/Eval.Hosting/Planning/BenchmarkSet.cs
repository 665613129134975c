using Eval.Benchmarks;
using Eval.Core.Datasets;

namespace Eval.Hosting.Planning;

/// <summary>The benchmarks a command knows.</summary>
public static class BenchmarkSet
{
    /// <summary>The built-in benchmarks and those described by the given YAML files.</summary>
    public static IReadOnlyList<IBenchmark> Load(IReadOnlyList<string> customFiles)
    {
        ArgumentNullException.ThrowIfNull(customFiles);
        return customFiles.Count == 0 ? BenchmarkCatalog.All : throw new RequestException("--custom", "benchmarks of your own cannot be read yet.");
    }
}
