using Eval.Benchmarks.Protocols;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Statistics;

namespace Eval.Benchmarks.Gsm8k;

/// <summary><c>gsm8k@lm-eval</c>: five training problems drawn as lm-evaluation-harness draws them in a run over the whole test set.</summary>
/// <remarks>Upstream's generator advances from question to question, so its shots depend on shards and subsets (lm-evaluation-harness#1719, #1751). Here they depend on the position in the full split alone.</remarks>
internal static class LmEvalProtocol
{
    private const int ShotCount = 5;
    private const int Seed = 1234;

    public static IProtocolDefinition Definition { get; } = new ProtocolDefinition(
        new ProtocolInfo
        {
            Benchmark = Gsm8kBenchmark.Name,
            Name = "lm-eval",
            Version = 1,
            Description = "5 training problems drawn per question; first \"#### N\", and the last number beside it",
            Origin = "lm-evaluation-harness gsm8k v3",
            Needs = ModelAbilities.Text,
            Shots = ShotCount,
            Stop = ["Question:", "</s>", "<|im_end|>"],
            MaxTokens = 256,
            Truncation = new Truncation(TruncationRule.CutLeft),
            Metrics = [LmEvalScorer.StrictMatch, LmEvalScorer.FlexibleExtract],
            Averaging = Averaging.Micro,
            ScoresTruncatedText = true,
        },
        CreateRenderer,
        _ => new LmEvalScorer(LmEvalAnswer.StrictHashes));

    private static Func<Sample, Prompt> CreateRenderer(BenchmarkData data)
    {
        if (data.Examples.Count < ShotCount)
        {
            throw new DatasetException(
                $"gsm8k@lm-eval draws {ShotCount} examples from the train split, which has {data.Examples.Count} in {data.Folder}. Get it with `dotnet eval datasets pull gsm8k`, or choose gsm8k@chat, which needs none.",
                []);
        }

        var random = new PythonRandom(Seed);
        var draws = data.Samples.Select(_ => random.Sample(data.Examples.Count, ShotCount)).ToList();
        return sample =>
        {
            var shots = draws[sample.Position].Select(index => data.Examples[index])
                .Select(example => $"Question: {example.Question}\nAnswer: {example.Fields[Gsm8kReader.AnswerField]}\n\n");
            return Prompts.Raw([.. shots], $"Question: {sample.Question}\nAnswer:");
        };
    }
}
