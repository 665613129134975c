using Eval.Benchmarks.Protocols;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Statistics;

namespace Eval.Benchmarks.Gsm8k;

/// <summary><c>gsm8k@qwen-chat</c>: the bare question to the chat model, as Qwen's chat script asks without <c>--use-fewshot</c>. The system turn is the model template's own.</summary>
internal static class QwenChatProtocol
{
    public static IProtocolDefinition Definition { get; } = new ProtocolDefinition(
        new ProtocolInfo
        {
            Benchmark = Gsm8kBenchmark.Name,
            Name = "qwen-chat",
            Version = 1,
            Description = "Zero-shot chat, the question alone; last number, within 1e-4",
            Origin = "QwenLM/Qwen eval/evaluate_chat_gsm8k.py",
            Needs = ModelAbilities.Chat,
            Shots = 0,
            MaxTokens = 512, // max_new_tokens of Qwen-7B-Chat's generation_config.json
            Metrics = ["accuracy"],
            Averaging = Averaging.Micro,
            ScoresTruncatedText = true,
        },
        _ => sample => Prompts.User(sample.Question),
        _ => new FaithfulScorer("qwen-last-number", QwenAnswer.LastNumber, QwenAnswer.NumbersMatch));
}
