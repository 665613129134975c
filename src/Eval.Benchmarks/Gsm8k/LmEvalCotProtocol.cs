using Eval.Benchmarks.Protocols;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Statistics;

namespace Eval.Benchmarks.Gsm8k;

/// <summary><c>gsm8k@cot</c>: the eight fixed chain-of-thought examples of Wei et al. (2022, https://arxiv.org/abs/2201.11903) as lm-evaluation-harness' <c>gsm8k_cot</c> asks them.</summary>
internal static class LmEvalCotProtocol
{
    public static IProtocolDefinition Definition { get; } = new ProtocolDefinition(
        new ProtocolInfo
        {
            Benchmark = Gsm8kBenchmark.Name,
            Name = "cot",
            Version = 1,
            Description = "8 fixed chain-of-thought examples; first \"The answer is N.\", and the last number beside it",
            Origin = "lm-evaluation-harness gsm8k_cot v3",
            Needs = ModelAbilities.Text,
            Shots = 8,
            Stop = ["Q:", "</s>", "<|im_end|>"],
            MaxTokens = 256,
            Truncation = new Truncation(TruncationRule.CutLeft),
            Metrics = [LmEvalScorer.StrictMatch, LmEvalScorer.FlexibleExtract],
            Averaging = Averaging.Micro,
            ScoresTruncatedText = true,
        },
        data =>
        {
            var shots = Exemplars.ReadCot(data).Select(shot => $"Q: {shot.Question}\nA: {shot.Solution}\n\n").ToList();
            return sample => Prompts.Raw(shots, $"Q: {sample.Question}\nA:");
        },
        _ => new LmEvalScorer(LmEvalAnswer.StrictAnswerIs));
}
