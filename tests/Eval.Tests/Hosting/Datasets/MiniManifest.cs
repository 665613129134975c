using Eval.Benchmarks;
using Eval.Hosting.Datasets;
using Eval.Hosting.Datasets.Manifests;
using Eval.Testing;

namespace Eval.Tests.Hosting.Datasets;

/// <summary>Shipped manifests with the counts and digests of the mini items, so that small files can play the real data.</summary>
internal static class MiniManifest
{
    public static DatasetManifest Of(string name, params DatasetSource[] sources)
    {
        var shipped = DatasetCatalog.Load(DatasetLocator.CatalogFolder).Get(name);
        var splits = shipped.Splits
            .Where(split => Exists(name, split))
            .Select(split =>
            {
                var data = BenchmarkCatalog.Find(name)!.LoadAsync(TestPaths.MiniDatasets, split.Name, CancellationToken.None).GetAwaiter().GetResult();
                return split with
                {
                    Count = data.Samples.Count,
                    Subjects = split.Subjects is null ? null : data.Samples.Select(sample => sample.Subset).Distinct(StringComparer.Ordinal).Count(),
                    Digests = [data.Digests[split.Name]],
                };
            });
        return shipped with { Splits = [.. splits], Sources = sources, Exemplars = [] };
    }

    public static DatasetSource Archive(string id, Uri url, string? sha256 = null) =>
        new() { Id = id, IsArchive = true, Files = [new RemoteFile(url, sha256, url.Segments[^1])] };

    public static DatasetSource Files(string id, params Uri[] urls) =>
        new() { Id = id, IsArchive = false, Files = [.. urls.Select(url => new RemoteFile(url, Sha256: null, url.Segments[^1]))] };

    private static bool Exists(string name, DatasetSplit split)
    {
        var folder = Path.Combine([TestPaths.MiniDatasets, name, .. split.Path.Split('/')[..^1]]);
        var pattern = split.Path.Split('/')[^1].Replace("{subject}", "*", StringComparison.Ordinal);
        return Directory.Exists(folder) && (Directory.EnumerateFiles(folder, pattern).Any() || split.AlsoNamed.Any(other => File.Exists(Path.Combine(folder, other))));
    }
}
