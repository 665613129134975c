using System.Diagnostics;
using System.Globalization;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Models.Onnx;
using Eval.Testing.Models;

namespace Eval.Performance.Local;

/// <summary>What the cache of past key values and batching are worth.</summary>
internal sealed class OnnxProgram : IPerformanceProgram
{
    private const int Generated = 256;
    private const int Questions = 8;
    private const int Rounds = 5;
    private const string Words = "The colour of the sky on a clear day is blue. A spider has eight legs. Water boils at one hundred degrees. ";

    private static readonly RandomDecoderShape Small = new() { Layers = 6, Hidden = 384, Heads = 6, KeyValueHeads = 2, Inner = 1024, Vocabulary = 8192 };

    public string Name => "onnx";

    public string Description => "decoding with past key values against recomputing; 8 questions in a batch against one at a time";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("eval-onnx-").FullName;
        try
        {
            var isMet = await DecodeAsync(folder, cancellationToken);
            isMet &= await BatchAsync(Path.Combine(folder, "realistic"), RandomDecoderShape.Realistic, cancellationToken);
            return isMet ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> DecodeAsync(string folder, CancellationToken cancellationToken)
    {
        var seconds = new List<double>();
        var texts = new List<string?>();
        foreach (var hasCache in (bool[])[true, false])
        {
            var path = Path.Combine(folder, hasCache ? "cached" : "plain");
            Make(path, Small with { HasCache = hasCache });
            await using var model = LocalModels.Open(path, new OnnxOptions());
            await model.GenerateAsync(Continue(Words, 2), cancellationToken);
            var watch = Stopwatch.StartNew();
            var completion = await model.GenerateAsync(Continue(Words, Generated), cancellationToken);
            seconds.Add(watch.Elapsed.TotalSeconds);
            texts.Add(completion.Text);
            Print($"{Small.Parameters / 1e6:0} M parameters, {completion.Usage.Output} tokens generated, past key values {(hasCache ? "kept" : "recomputed")}: {watch.Elapsed.TotalSeconds:0.00} s");
        }

        Print($"decoding with past key values: {seconds[1] / seconds[0]:0.0} × (at least 5); same text: {(texts[0] == texts[1] ? "yes" : "no")}");
        return seconds[1] / seconds[0] >= 5 && texts[0] == texts[1];
    }

    // One at a time, every operator is split over the cores and waits for the slowest; in a batch on few cores the rows are dealt to the cores, and weights are read once for several rows.
    private static async Task<bool> BatchAsync(string folder, RandomDecoderShape shape, CancellationToken cancellationToken)
    {
        Make(folder, shape);
        var gains = new List<double>();
        foreach (var question in (string[])["?", " How many legs?", " How many legs has a spider that lost two of them on a clear day?", string.Concat(Enumerable.Repeat(" How many legs has a spider that lost two of them on a clear day?", 3))])
        {
            var best = new Dictionary<int, double>();
            var own = 0;
            foreach (var batch in (int[])[1, Questions])
            {
                await using var model = LocalModels.Open(folder, new OnnxOptions { Batch = batch });
                for (var round = 0; round <= Rounds; round++)
                {
                    // The first question is asked alone, so that the shots are kept before the clock runs.
                    await model.ScoreAsync(Ask(question, round, -1), cancellationToken);
                    var watch = Stopwatch.StartNew();
                    var completions = await Task.WhenAll(Enumerable.Range(0, Questions).Select(number => model.ScoreAsync(Ask(question, round, number), cancellationToken)));
                    best[batch] = round == 0 ? double.MaxValue : Math.Min(best[batch], watch.Elapsed.TotalSeconds);
                    own = completions[^1].Usage.Evaluated!.Value;
                }
            }

            gains.Add(best[1] / best[Questions]);
            Print($"{shape.Parameters / 1e6:0} M parameters, {Questions} questions of {own} own tokens behind shared shots: one at a time {best[1] * 1000:0} ms, in a batch {best[Questions] * 1000:0} ms, {gains[^1]:0.00} ×");
        }

        Print($"batched scoring: {gains.Min():0.00} to {gains.Max():0.00} × by length of question (at least 1.5 on 2 cores)");
        return gains.Max() >= 1.5;
    }

    private static void Make(string folder, RandomDecoderShape shape)
    {
        RandomDecoder.Write(folder, shape);
        TrainedTokenizer.Write(folder, Words, 400);
    }

    private static ContinuationRequest Ask(string question, int round, int number) => new()
    {
        Prompt = new Prompt
        {
            Parts = new PromptParts(string.Create(CultureInfo.InvariantCulture, $"{round}. "), [string.Concat(Enumerable.Repeat(Words, 8))], string.Create(CultureInfo.InvariantCulture, $"{number}{question}")),
            Continuations = [" A", " B", " C", " D"],
        },
        Metadata = Metadata(),
    };

    private static ModelRequest Continue(string prompt, int maxTokens) => new()
    {
        Prompt = new Prompt { Parts = new PromptParts("", [], prompt) },
        MaxTokens = maxTokens,
        Temperature = 0,
        Metadata = Metadata(),
    };

    private static RequestMetadata Metadata() => new() { Benchmark = "onnx", Protocol = "onnx", SampleId = "0", Subset = "", Repeat = 0, Question = "" };

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
