using Eval.Benchmarks.Protocols;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Statistics;

namespace Eval.Benchmarks.Gsm8k;

/// <summary><c>gsm8k@qwen</c>: Qwen's base-model script with the eight examples of its prompt file.</summary>
internal static class QwenProtocol
{
    private const string ShotStart = "Question:";

    public static IProtocolDefinition Definition { get; } = new ProtocolDefinition(
        new ProtocolInfo
        {
            Benchmark = Gsm8kBenchmark.Name,
            Name = "qwen",
            Version = 1,
            Description = "8 examples of Qwen's prompt file, answer up to the first blank line; last run of digits",
            Origin = "QwenLM/Qwen eval/evaluate_gsm8k.py",
            Needs = ModelAbilities.Text,
            Shots = 8,
            Stop = ["<|endoftext|>", "\n\n\n", "\n\n", "Question:"],
            MaxTokens = 512, // max_new_tokens of Qwen-7B's generation_config.json
            Metrics = ["accuracy"],
            Averaging = Averaging.Micro,
            ScoresTruncatedText = true,
        },
        CreateRenderer,
        _ => new FaithfulScorer("qwen-last-digits", QwenAnswer.LastDigits, QwenAnswer.DigitsMatch));

    private static Func<Sample, Prompt> CreateRenderer(BenchmarkData data)
    {
        var shots = SplitShots(Exemplars.ReadQwenPrompt(data) + "\n");
        return sample => Prompts.Raw(shots, $"{ShotStart} {sample.Question}\nLet's think step by step\n");
    }

    // The pieces join to the file's own text; they exist so that people can see the shots apart.
    private static List<string> SplitShots(string text)
    {
        var shots = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var next = text.IndexOf("\n" + ShotStart, start, StringComparison.Ordinal);
            var end = next < 0 ? text.Length : next + 1;
            shots.Add(text[start..end]);
            start = end;
        }

        return shots;
    }
}
