using Eval.Core.Prompts;

namespace Eval.Core.Datasets;

/// <summary>A benchmark: how its files are read, and the protocols under which it may be asked.</summary>
public interface IBenchmark
{
    BenchmarkInfo Info { get; }

    /// <summary>All protocols, the preferred default first: a bare name means the first one that every model of the run can serve.</summary>
    IReadOnlyList<IProtocolDefinition> Protocols { get; }

    /// <summary>Reads one split (and its shot examples) from a datasets folder in upstream layout.</summary>
    /// <param name="datasetsFolder">The folder that holds the benchmark's folder.</param>
    /// <param name="split">One of <see cref="BenchmarkInfo.Splits"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="DatasetException">A file is missing or a row is broken; every problem found is listed.</exception>
    Task<BenchmarkData> LoadAsync(string datasetsFolder, string split, CancellationToken cancellationToken);
}
