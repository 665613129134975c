using System.Collections.Concurrent;
using System.Text;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;

namespace Eval.Models.Baselines;

/// <summary>A small language model, fitted on the benchmark's own examples: true log-probabilities and true sampling, on no hardware at all.</summary>
/// <remarks>A benchmark without examples (HumanEval) lends its questions, never its answers. Text is always sampled, seeded by sample and repeat: greedy n-grams run in circles.</remarks>
internal sealed class NgramBaseline(ModelSpec spec, long seed) : BaselineModel(spec, version: 1, seed)
{
    private const int MaxGeneratedTokens = 400;
    private const int TailLength = 200;

    // What a letter not in the vocabulary costs: one of all UTF-16 code units, per unit.
    private static readonly double UnitCost = Math.Log(65_536);

    private static readonly string[] SolutionFields = ["answer", "solution", "explanation", "rationale"];

    private readonly ConcurrentDictionary<string, NgramModel> _models = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string, int, int), int> _mostProbable = new();

    public override void Fit(BenchmarkData data)
    {
        base.Fit(data);
        var hasExamples = data.Examples.Count > 0;
        _models[data.Benchmark] = hasExamples
            ? new NgramModel(data.Examples.Select(Write), isWhole: true)
            : new NgramModel(data.Samples.Select(sample => sample.Question), isWhole: false);
    }

    protected override IReadOnlyList<double> Weigh(RequestMetadata about, IReadOnlyList<string> continuations)
    {
        var context = Question(about.Question, about.Choices) + Cue(about.Question);
        return [.. continuations.Select(continuation => Math.Exp(Measure(about, context, Fitting(about.Question, continuation)).LogProbability))];
    }

    protected override IReadOnlyList<ContinuationScore> Score(ContinuationRequest request) =>
        [.. request.Prompt.Continuations.Select(continuation => Measure(request.Metadata, Context(request.Prompt), continuation))];

    protected override string WriteAnswer(RequestMetadata about, ModelRequest request) => Generate(about, request, about.Question + "\n");

    protected override string WriteBody(RequestMetadata about, ModelRequest request)
    {
        var text = "    " + Generate(about, request, about.Question).TrimStart();
        return string.IsNullOrWhiteSpace(text) ? "    pass\n" : text.TrimEnd() + "\n";
    }

    private NgramModel Model(RequestMetadata about) => _models.TryGetValue(about.Benchmark, out var model)
        ? model
        : throw new InvalidOperationException($"{Info.Name} was not fitted on {about.Benchmark}.");

    private ContinuationScore Measure(RequestMetadata about, string context, string continuation)
    {
        var model = Model(about);
        var (first, second) = Tail(model, context);
        var (sum, isGreedy) = (0.0, true);
        var pieces = NgramTokenizer.Split(continuation);
        foreach (var piece in pieces)
        {
            var token = model.Encode(piece)[0];
            sum += Math.Log(model.Probability(first, second, token)) - (model.Text(token) == piece ? 0 : piece.Length * UnitCost);
            isGreedy &= token == _mostProbable.GetOrAdd((about.Benchmark, first, second), (key, fitted) => fitted.MostProbable(key.Item2, key.Item3), model);
            (first, second) = (second, token);
        }

        return new(sum, pieces.Count, isGreedy);
    }

    private string Generate(RequestMetadata about, ModelRequest request, string context)
    {
        var model = Model(about);
        var random = new StableRandom(seed, about.SampleId, about.Repeat);
        var (first, second) = Tail(model, context);
        var text = new StringBuilder();
        for (var i = 0; i < Math.Min(request.MaxTokens, MaxGeneratedTokens); i++)
        {
            var token = model.Sample(first, second, ref random);
            if (token == NgramModel.Boundary)
            {
                break;
            }

            text.Append(model.Text(token));
            (first, second) = (second, token);
        }

        return text.ToString();
    }

    private static (int First, int Second) Tail(NgramModel model, string context)
    {
        var tokens = model.Encode(context.AsSpan(Math.Max(0, context.Length - TailLength)));
        return (tokens.Count > 1 ? tokens[^2] : NgramModel.Boundary, tokens.Count > 0 ? tokens[^1] : NgramModel.Boundary);
    }

    private static string Context(Prompt prompt) =>
        prompt.AssistantPrefix ?? prompt.Parts?.Question ?? (prompt.Messages.Count > 0 ? prompt.Messages[^1].Content : "");

    // One training text: the example as the benchmarks print it, the solution, the key.
    private static string Write(Sample example)
    {
        var solution = SolutionFields.Select(name => example.Fields.GetValueOrDefault(name)).FirstOrDefault(text => !string.IsNullOrEmpty(text));
        return example.Choices.Count > 0
            ? Question(example.Question, example.Choices) + Cue(example.Question) + Fitting(example.Question, $" {example.Target}") + "\n" + solution
            : $"{example.Question}\n{solution ?? AnswerForm.Final(example.Target ?? "")}";
    }

    private static string Question(string question, IReadOnlyList<string> choices) =>
        string.Concat([question, .. choices.Select((choice, index) => $"\n{(char)('A' + index)}. {choice}"), "\n"]);

    private static string Cue(string question) => AnswerForm.IsChinese(question) ? "答案：" : "Answer:";

    // Chinese sets no space between the cue and the letter.
    private static string Fitting(string question, string continuation) => AnswerForm.IsChinese(question) ? continuation.TrimStart() : continuation;
}
