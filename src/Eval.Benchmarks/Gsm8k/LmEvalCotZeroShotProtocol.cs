using Eval.Benchmarks.Protocols;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Statistics;

namespace Eval.Benchmarks.Gsm8k;

/// <summary><c>gsm8k@cot-zeroshot</c>: "Let's think step by step." and nothing else (Kojima et al. 2022, https://arxiv.org/abs/2205.11916).</summary>
internal static class LmEvalCotZeroShotProtocol
{
    public static IProtocolDefinition Definition { get; } = new ProtocolDefinition(
        new ProtocolInfo
        {
            Benchmark = Gsm8kBenchmark.Name,
            Name = "cot-zeroshot",
            Version = 1,
            Description = "Zero-shot \"Let's think step by step.\"; first \"The answer is N.\", and the last number beside it",
            Origin = "lm-evaluation-harness gsm8k_cot_zeroshot v3",
            Needs = ModelAbilities.Text,
            Shots = 0,
            Stop = ["Q:", "</s>", "<|im_end|>"],
            MaxTokens = 256,
            Truncation = new Truncation(TruncationRule.CutLeft),
            Metrics = [LmEvalScorer.StrictMatch, LmEvalScorer.FlexibleExtract],
            Averaging = Averaging.Micro,
            ScoresTruncatedText = true,
        },
        _ => sample => Prompts.Raw($"Q: {sample.Question}\nA: Let's think step by step."),
        _ => new LmEvalScorer(LmEvalAnswer.StrictAnswerIs));
}
