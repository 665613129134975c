using Eval.Benchmarks.Reading;
using Eval.Core.Datasets;

namespace Eval.Benchmarks.HumanEval;

/// <summary>Reads <c>humaneval/HumanEval.jsonl</c>, or the same gzipped as OpenAI publishes it.</summary>
internal static class HumanEvalReader
{
    private const string FileName = "HumanEval.jsonl";

    public static async Task<BenchmarkData> ReadAsync(string datasetsFolder, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(datasetsFolder, HumanEvalBenchmark.Name);
        string[] candidates = [Path.Combine(folder, FileName), Path.Combine(folder, FileName + ".gz")];
        var path = Array.Find(candidates, File.Exists)
            ?? throw new DatasetException($"HumanEval is missing: neither {candidates[0]} nor {candidates[1]} exists. Get it with `dotnet eval datasets pull humaneval`, or name its folder with --datasets.", []);

        var problems = new List<string>();
        var file = await JsonLinesFile.ReadAsync(path, problems, cancellationToken);
        var samples = new List<Sample>(file.Lines.Count);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in file.Lines)
        {
            if (ReadSample(file, line, samples.Count) is not { } sample)
            {
                continue;
            }

            samples.Add(sample);
            if (!ids.Add(sample.Id))
            {
                file.Report(line, $"task_id \"{sample.Id}\" appeared before");
            }
        }

        if (problems.Count > 0)
        {
            throw new DatasetException($"HumanEval in {folder} is broken.", problems);
        }

        return new BenchmarkData
        {
            Benchmark = HumanEvalBenchmark.Name,
            Split = HumanEvalBenchmark.Test,
            Folder = folder,
            Samples = samples,
            Examples = [],
            Digests = new Dictionary<string, string> { [HumanEvalBenchmark.Test] = ContentDigest.Compute(samples) },
        };
    }

    private static Sample? ReadSample(JsonLinesFile file, JsonLine line, int position)
    {
        var id = file.Text(line, "task_id");
        var prompt = file.Text(line, "prompt");
        var entryPoint = file.Text(line, HumanEvalFields.EntryPoint);
        var test = file.Text(line, HumanEvalFields.Test);
        var solution = file.Text(line, HumanEvalFields.CanonicalSolution);
        if (id is null || prompt is null || entryPoint is null || test is null || solution is null)
        {
            return null;
        }

        return new Sample
        {
            Id = id,
            Subset = "",
            Position = position,
            Question = prompt,
            Fields = new Dictionary<string, string>
            {
                [HumanEvalFields.EntryPoint] = entryPoint,
                [HumanEvalFields.Test] = test,
                [HumanEvalFields.CanonicalSolution] = solution,
            },
        };
    }
}
