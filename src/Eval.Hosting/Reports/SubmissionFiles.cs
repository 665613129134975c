using System.Globalization;
using Eval.Benchmarks.Ceval;
using Eval.Core.Datasets;
using Eval.Core.Results;
using Eval.Core.Running;

namespace Eval.Hosting.Reports;

/// <summary>Files for benchmarks whose answers are kept by somebody else: C-Eval's test split without labels.</summary>
public static class SubmissionFiles
{
    /// <summary>Writes one submission for each task without labels; returns a line about each.</summary>
    public static IReadOnlyList<string> Write(RunFolder folder, IReadOnlyList<PlannedTask> tasks)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(tasks);
        var lines = new List<string>();
        foreach (var task in tasks.Where(task => task.Manifest.Benchmark == CevalBenchmark.Name && task.Samples.Any(sample => sample.Target is null)))
        {
            lines.Add(Write(folder, task));
        }

        return lines;
    }

    private static string Write(RunFolder folder, PlannedTask task)
    {
        var data = new BenchmarkData
        {
            Benchmark = task.Manifest.Benchmark,
            Split = task.Manifest.Split,
            Folder = task.Manifest.Dataset,
            Samples = task.Samples,
            Examples = [],
            Digests = task.Manifest.Digests,
        };
        var submission = CevalSubmission.Create(data, folder.ReadSamples(task.Manifest));
        var path = Path.Combine(folder.Path, $"submission-{Path.GetFileNameWithoutExtension(task.Manifest.File)}.json");
        using (var stream = File.Create(path))
        {
            submission.Write(stream);
        }

        var gaps = submission.IsComplete
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" ({submission.Missing.Count} questions without an answer, {submission.MissingSubjects.Count} of 52 subjects not run)");
        return string.Create(CultureInfo.InvariantCulture, $"C-Eval submission with {submission.Answered} answers: {path}{gaps}");
    }
}
