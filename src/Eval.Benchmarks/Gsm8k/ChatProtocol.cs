using Eval.Benchmarks.Numbers;
using Eval.Benchmarks.Protocols;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Statistics;

namespace Eval.Benchmarks.Gsm8k;

/// <summary><c>gsm8k@chat</c>, our own: zero-shot, step by step, read by the robust cascade.</summary>
internal static class ChatProtocol
{
    private const string Instruction =
        "Solve the following problem step by step. End with one line of the form \"Answer: N\", where N is the final number alone, without units.";

    public static IProtocolDefinition Definition { get; } = new ProtocolDefinition(
        new ProtocolInfo
        {
            Benchmark = Gsm8kBenchmark.Name,
            Name = "chat",
            Version = 1,
            Description = "Zero-shot chat, step by step; robust answer extraction",
            Origin = "Eval",
            Needs = ModelAbilities.Chat,
            Shots = 0,
            MaxTokens = 2048,
            Metrics = ["accuracy"],
            Averaging = Averaging.Micro,
        },
        _ => sample => Prompts.User($"{Instruction}\n\n{sample.Question}"),
        _ => new RobustNumberScorer());
}
