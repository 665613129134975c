using Eval.Benchmarks.Protocols;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Statistics;

namespace Eval.Benchmarks.Gsm8k;

/// <summary><c>gsm8k@opencompass-gen</c>: OpenCompass' <c>gsm8k_gen_1d7fe4</c>, four worked examples as chat turns.</summary>
internal static class OpenCompassProtocol
{
    public static IProtocolDefinition Definition { get; } = new ProtocolDefinition(
        new ProtocolInfo
        {
            Benchmark = Gsm8kBenchmark.Name,
            Name = "opencompass-gen",
            Version = 1,
            Description = "4 worked examples as chat turns; last number, commas unread",
            Origin = "OpenCompass gsm8k_gen_1d7fe4",
            Needs = ModelAbilities.Chat,
            Shots = 4,
            MaxTokens = 512,
            Metrics = ["accuracy"],
            Averaging = Averaging.Micro,
            ScoresTruncatedText = true,
        },
        data =>
        {
            var turns = Exemplars.ReadOpenCompassTurns(data);
            return sample => new Prompt
            {
                Messages = [.. turns, new ChatMessage(ChatRole.User, $"Question: {sample.Question}\nLet's think step by step\nAnswer:")],
            };
        },
        _ => new FaithfulScorer("opencompass-last-number", OpenCompassAnswer.LastNumber, OpenCompassAnswer.Matches));
}
