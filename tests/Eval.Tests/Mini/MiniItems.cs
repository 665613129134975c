using System.Text.Json;
using System.Text.Json.Serialization;
using Eval.Benchmarks;
using Eval.Core.Datasets;
using Eval.Testing;

namespace Eval.Tests.Mini;

/// <summary>The built-in items as the real readers see them, and the checks beside them.</summary>
internal static class MiniItems
{
    private static readonly JsonSerializerOptions Strict = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static IReadOnlyList<Sample> Read(string benchmark, string split) =>
        BenchmarkCatalog.Find(benchmark)!.LoadAsync(TestPaths.MiniDatasets, split, CancellationToken.None).GetAwaiter().GetResult().Samples;

    public static IReadOnlyList<MiniCheck> Checks(string benchmark) =>
        [.. File.ReadLines(Path.Combine(TestPaths.MiniDatasets, "checks", benchmark + ".jsonl"))
            .Select(line => JsonSerializer.Deserialize<MiniCheck>(line, Strict)!)];

    /// <summary>Items by the id the checks use: <c>&lt;subject&gt;/&lt;split&gt;/&lt;row or id&gt;</c>.</summary>
    public static IReadOnlyDictionary<string, Sample> ByCheckId(string benchmark, params string[] splits) =>
        splits
            .SelectMany(split => Read(benchmark, split)
                .Select(sample => (Id: $"{sample.Subset}/{split}/{sample.Id[(sample.Id.IndexOf('/', StringComparison.Ordinal) + 1)..]}", Sample: sample)))
            .ToDictionary(pair => pair.Id, pair => pair.Sample, StringComparer.Ordinal);
}
