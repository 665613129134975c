using System.Globalization;
using Eval.Core.Datasets;
using Eval.Hosting.Datasets.Manifests;

namespace Eval.Hosting.Datasets.Verifying;

/// <summary>Compares what lies in a datasets folder with a manifest, by reading it as a run would.</summary>
public static class DatasetVerifier
{
    private const int MostProblems = 20;

    /// <param name="manifest">What must be there.</param>
    /// <param name="benchmark">Reads the files.</param>
    /// <param name="datasetsFolder">The folder that holds the benchmark's folder.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<DatasetReport> VerifyAsync(DatasetManifest manifest, IBenchmark benchmark, string datasetsFolder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(benchmark);
        var folder = Path.Combine(datasetsFolder, manifest.Name);
        var splits = new List<SplitReport>();
        foreach (var split in manifest.Splits)
        {
            splits.Add(await VerifySplitAsync(split, benchmark, datasetsFolder, cancellationToken));
        }

        return new DatasetReport
        {
            Name = manifest.Name,
            Folder = folder,
            Splits = splits,
            Exemplars = [.. manifest.Exemplars.Select(exemplar => VerifyExemplar(exemplar, folder))],
        };
    }

    private static async Task<SplitReport> VerifySplitAsync(DatasetSplit split, IBenchmark benchmark, string datasetsFolder, CancellationToken cancellationToken)
    {
        try
        {
            var data = await benchmark.LoadAsync(datasetsFolder, split.Name, cancellationToken);
            return Compare(split, data);
        }
        catch (DatasetException exception)
        {
            return new SplitReport
            {
                Name = split.Name,
                ExpectedCount = split.Count,
                State = exception.Problems.Count == 0 ? SplitState.Absent : SplitState.Broken,
                Problems = [.. exception.Problems.Take(MostProblems)],
            };
        }
    }

    private static SplitReport Compare(DatasetSplit split, BenchmarkData data)
    {
        var digest = data.Digests[split.Name];
        var labelled = data.Samples.Count(sample => sample.Target is not null);
        var (state, problem) = CountProblem(split, data) is { } wrong ? (SplitState.WrongCount, wrong)
            : IsKnown(split, data, digest, labelled) ? (SplitState.Verified, null)
            : (SplitState.UnknownContent, $"the content digest {digest} is not one of the manifest's");
        return new SplitReport
        {
            Name = split.Name,
            ExpectedCount = split.Count,
            Count = data.Samples.Count,
            Labelled = split.AreAnswersOptional ? labelled : null,
            Digest = digest,
            State = state,
            Problems = problem is null ? [] : [problem],
        };
    }

    private static string? CountProblem(DatasetSplit split, BenchmarkData data)
    {
        var subjects = data.Samples.Select(sample => sample.Subset).Distinct(StringComparer.Ordinal).Count();
        return split.Subjects is { } expected && subjects != expected
            ? string.Create(CultureInfo.InvariantCulture, $"{subjects} subjects with {data.Samples.Count} samples, expected {expected} with {split.Count}")
            : data.Samples.Count != split.Count
                ? string.Create(CultureInfo.InvariantCulture, $"{data.Samples.Count} samples, expected {split.Count}")
                : null;
    }

    private static bool IsKnown(DatasetSplit split, BenchmarkData data, string digest, int labelled) =>
        split.Digests.Contains(digest)
        || (split.AreAnswersOptional && labelled == data.Samples.Count && split.Digests.Contains(ContentDigest.Compute(data.Samples.Select(WithoutAnswer))));

    private static Sample WithoutAnswer(Sample sample) => sample with { Target = null, Fields = new Dictionary<string, string>() };

    private static ExemplarReport VerifyExemplar(ExemplarSource exemplar, string folder)
    {
        var path = Path.Combine([folder, .. exemplar.Path.Split('/')]);
        if (!File.Exists(path))
        {
            return new ExemplarReport { Path = exemplar.Path, State = SplitState.Absent };
        }

        try
        {
            var samples = ExemplarFile.Read(path, exemplar.Conversion);
            var count = ExemplarFile.Count(samples, exemplar.Conversion);
            var digest = ContentDigest.Compute(samples);
            var (state, problem) = count != exemplar.Count
                ? (SplitState.WrongCount, string.Create(CultureInfo.InvariantCulture, $"{path}: {count} worked examples, expected {exemplar.Count}"))
                : exemplar.Digests.Contains(digest)
                    ? (SplitState.Verified, null)
                    : (SplitState.UnknownContent, $"{path}: the content digest {digest} is not one of the manifest's");
            return new ExemplarReport { Path = exemplar.Path, State = state, Digest = digest, Problems = problem is null ? [] : [problem] };
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return new ExemplarReport { Path = exemplar.Path, State = SplitState.Broken, Problems = [$"{path}: {exception.Message}"] };
        }
    }
}
