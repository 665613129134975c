using Eval.Benchmarks;
using Eval.Hosting.Planning;

namespace Eval.Hosting.Datasets.Manifests;

/// <summary>The manifests of all data sets that can be fetched.</summary>
public sealed class DatasetCatalog
{
    private DatasetCatalog(IReadOnlyList<DatasetManifest> all) => All = all;

    /// <summary>In the order of the benchmarks.</summary>
    public IReadOnlyList<DatasetManifest> All { get; }

    /// <param name="folder">Folder with one <c>&lt;benchmark&gt;.yaml</c> each, normally <see cref="DatasetLocator.CatalogFolder"/>.</param>
    /// <exception cref="RequestException">A manifest is missing or says something it cannot say.</exception>
    public static DatasetCatalog Load(string folder) =>
        new([.. BenchmarkCatalog.All.Select(benchmark => ManifestReader.Read(Path.Combine(folder, benchmark.Info.Name + ".yaml")))]);

    /// <exception cref="RequestException">There is no such data set; the message names those there are.</exception>
    public DatasetManifest Get(string name) =>
        All.FirstOrDefault(manifest => manifest.Name == name)
        ?? throw new RequestException(
            name,
            "there is no data set of this name.",
            $"Did you mean {All.MinBy(manifest => EditDistance.Between(manifest.Name, name))?.Name}? Known: {string.Join(", ", All.Select(manifest => manifest.Name))}.");
}
