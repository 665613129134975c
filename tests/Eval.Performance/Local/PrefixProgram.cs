using System.Diagnostics;
using System.Globalization;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Models.Onnx;
using Eval.Testing.Models;

namespace Eval.Performance.Local;

/// <summary>How much reading the shots once saves: tokens asked ÷ evaluated over all of MMLU and C-Eval, identical choices, and time with a model of realistic shape.</summary>
internal sealed class PrefixProgram : IPerformanceProgram
{
    private const int Vocabulary = 4096;
    private const int Compared = 500;
    private const int QuestionsPerSubject = 20;

    private static readonly string[] TimedSubjects = ["anatomy", "high_school_geography", "marketing"];

    public string Name => "prefix";

    public string Description => "[--datasets DIR]  tokens asked ÷ evaluated on full MMLU and C-Eval, identical choices without reuse, time gained";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (LocalBenchmark.FindFolder(arguments) is not { } datasets)
        {
            await Console.Error.WriteLineAsync("The full MMLU and C-Eval are needed: name their folder with --datasets, or set EVAL_DATASETS.");
            return 2;
        }

        var mmlu = await LocalBenchmark.LoadAsync(datasets, "mmlu", "lm-eval", cancellationToken);
        var ceval = await LocalBenchmark.LoadAsync(datasets, "ceval", "official", cancellationToken);
        var folder = Directory.CreateTempSubdirectory("eval-prefix-").FullName;
        try
        {
            var tiny = Path.Combine(folder, "tiny");
            RandomDecoder.Write(tiny, RandomDecoderShape.Tiny with { Vocabulary = Vocabulary });
            TrainedTokenizer.Write(tiny, string.Concat(mmlu.Examples.Concat(ceval.Examples).Select(Text)), Vocabulary);
            var isMet = await RatioAsync(tiny, mmlu, 5.5, cancellationToken);
            isMet &= await RatioAsync(tiny, ceval, 4.5, cancellationToken);
            isMet &= await SameChoicesAsync(tiny, mmlu, ceval, cancellationToken);
            await TimeAsync(Path.Combine(folder, "realistic"), tiny, mmlu, cancellationToken);
            return isMet ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> RatioAsync(string folder, LocalBenchmark benchmark, double least, CancellationToken cancellationToken)
    {
        await using var model = LocalModels.Open(folder, new OnnxOptions());
        var watch = Stopwatch.StartNew();
        var completions = await LocalModels.ScoreAsync(model, Requests(benchmark, benchmark.Samples), benchmark.Protocol.Info.FullName, cancellationToken);
        var asked = completions.Sum(completion => (long)completion.Usage.Input!.Value);
        var evaluated = completions.Sum(completion => (long)completion.Usage.Evaluated!.Value);
        var longest = completions.Max(completion => completion.Usage.Input!.Value);
        Print($"{benchmark.Protocol.Info.FullName}: {completions.Length} questions, {asked} tokens asked, {evaluated} evaluated, ratio {(double)asked / evaluated:0.00} (at least {least:0.0}); longest prompt {longest}; {watch.Elapsed.TotalSeconds:0} s");
        return (double)asked / evaluated >= least;
    }

    private static async Task<bool> SameChoicesAsync(string folder, LocalBenchmark mmlu, LocalBenchmark ceval, CancellationToken cancellationToken)
    {
        List<Func<ContinuationRequest>> requests = [.. Requests(mmlu, Spread(mmlu.Samples, Compared / 2)), .. Requests(ceval, Spread(ceval.Samples, Compared / 2))];
        await using var reusing = LocalModels.Open(folder, new OnnxOptions());
        await using var plain = LocalModels.Open(folder, new OnnxOptions { KeptPrefixes = 0 });
        var quick = await LocalModels.ScoreAsync(reusing, requests, "with reuse", cancellationToken);
        var slow = await LocalModels.ScoreAsync(plain, requests, "without reuse", cancellationToken);
        var same = quick.Zip(slow).Count(pair => LocalModels.Choice(pair.First) == LocalModels.Choice(pair.Second));
        var difference = quick.Zip(slow).Max(pair => pair.First.Choices.Zip(pair.Second.Choices).Max(choice => Math.Abs(choice.First.LogProbability - choice.Second.LogProbability)));
        Print($"reuse on and off: {same} of {requests.Count} choices identical; largest difference of a log-probability {difference:0.0000000}");
        return same == requests.Count;
    }

    private static async Task TimeAsync(string folder, string tokenizerFolder, LocalBenchmark mmlu, CancellationToken cancellationToken)
    {
        var shape = RandomDecoderShape.Realistic;
        RandomDecoder.Write(folder, shape);
        File.Copy(Path.Combine(tokenizerFolder, "tokenizer.json"), Path.Combine(folder, "tokenizer.json"));
        var requests = Requests(mmlu, [.. TimedSubjects.SelectMany(subject => mmlu.Samples.Where(sample => sample.Subset == subject).Take(QuestionsPerSubject))]);
        var seconds = new List<double>();
        foreach (var kept in (int[])[4, 0])
        {
            await using var model = LocalModels.Open(folder, new OnnxOptions { KeptPrefixes = kept });
            await model.ScoreAsync(requests[0]() with { Metadata = requests[0]().Metadata with { Subset = "warm-up" } }, cancellationToken);
            var watch = Stopwatch.StartNew();
            var completions = await LocalModels.ScoreAsync(model, requests, kept > 0 ? "with reuse" : "without reuse", cancellationToken);
            seconds.Add(watch.Elapsed.TotalSeconds);
            Print($"{shape.Parameters / 1e6:0} M parameters, {requests.Count} questions of {TimedSubjects.Length} subjects, reuse {(kept > 0 ? "on" : "off")}: {watch.Elapsed.TotalSeconds:0.0} s, {completions.Sum(completion => completion.Usage.Evaluated)} tokens evaluated");
        }

        Print($"time gained by reuse: {seconds[1] / seconds[0]:0.0} ×");
    }

    private static List<Func<ContinuationRequest>> Requests(LocalBenchmark benchmark, IEnumerable<Sample> samples) =>
        [.. samples.Select(sample => (Func<ContinuationRequest>)(() => benchmark.Request(sample)))];

    // Neighbours stay neighbours: ten questions in a row of every subject, evenly over the subjects.
    private static IEnumerable<Sample> Spread(IReadOnlyList<Sample> samples, int count)
    {
        const int Run = 10;
        var subjects = samples.GroupBy(sample => sample.Subset).Where(subject => subject.Count() >= Run).ToList();
        var wanted = count / Run;
        return Enumerable.Range(0, wanted).SelectMany(index => subjects[index * subjects.Count / wanted].Take(Run));
    }

    private static string Text(Sample sample) => $"{sample.Question}\nA. {string.Join("\nB. ", sample.Choices)}\nAnswer: {sample.Target}\n\n";

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
