using System.Globalization;
using Eval.Benchmarks.Reading;
using Eval.Core.Datasets;

namespace Eval.Benchmarks.Gsm8k;

/// <summary>Reads <c>gsm8k/{train,test}.jsonl</c> as OpenAI publishes them.</summary>
internal static class Gsm8kReader
{
    /// <summary>Field that holds the whole worked solution, calculator annotations and <c>####</c> line included.</summary>
    public const string AnswerField = "answer";

    private const string Marker = "####";

    public static async Task<BenchmarkData> ReadAsync(string datasetsFolder, string split, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(datasetsFolder, Gsm8kBenchmark.Name);
        var problems = new List<string>();
        var samples = await ReadSplitAsync(folder, split, problems, cancellationToken);
        var isTrain = split == Gsm8kBenchmark.Train;
        var examples = isTrain || !File.Exists(SplitPath(folder, Gsm8kBenchmark.Train))
            ? isTrain ? samples : []
            : await ReadSplitAsync(folder, Gsm8kBenchmark.Train, problems, cancellationToken);
        if (problems.Count > 0)
        {
            throw new DatasetException($"GSM8K in {folder} has {problems.Count} broken rows.", problems);
        }

        var digests = new Dictionary<string, string> { [split] = ContentDigest.Compute(samples) };
        if (examples.Count > 0)
        {
            digests[Gsm8kBenchmark.Train] = ContentDigest.Compute(examples);
        }

        return new BenchmarkData
        {
            Benchmark = Gsm8kBenchmark.Name,
            Split = split,
            Folder = folder,
            Samples = samples,
            Examples = examples,
            Digests = digests,
        };
    }

    private static async Task<IReadOnlyList<Sample>> ReadSplitAsync(string folder, string split, List<string> problems, CancellationToken cancellationToken)
    {
        var path = SplitPath(folder, split);
        if (!File.Exists(path))
        {
            throw new DatasetException($"GSM8K has no {split} split: {path} is missing. Get it with `dotnet eval datasets pull gsm8k`, or name its folder with --datasets.", []);
        }

        var file = await JsonLinesFile.ReadAsync(path, problems, cancellationToken);
        var samples = new List<Sample>(file.Lines.Count);
        foreach (var line in file.Lines)
        {
            var question = file.Text(line, "question");
            var answer = file.Text(line, AnswerField);
            if (question is null || answer is null)
            {
                continue;
            }

            var marker = answer.LastIndexOf(Marker, StringComparison.Ordinal);
            if (marker < 0)
            {
                file.Report(line, $"the answer has no \"{Marker}\" line with the final number");
                continue;
            }

            samples.Add(new Sample
            {
                Id = samples.Count.ToString(CultureInfo.InvariantCulture),
                Subset = "",
                Position = samples.Count,
                Question = question,
                Target = answer[(marker + Marker.Length)..].Trim(),
                Fields = new Dictionary<string, string> { [AnswerField] = answer },
            });
        }

        return samples;
    }

    private static string SplitPath(string folder, string split) => Path.Combine(folder, split + ".jsonl");
}
