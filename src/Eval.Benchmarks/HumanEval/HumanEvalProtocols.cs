using Eval.Benchmarks.Code;
using Eval.Benchmarks.MultipleChoice.Extraction;
using Eval.Benchmarks.Protocols;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Statistics;

namespace Eval.Benchmarks.HumanEval;

/// <summary>HumanEval's protocols. pass@k beyond pass@1 comes from repeats, whatever the protocol.</summary>
internal static class HumanEvalProtocols
{
    private const string ChatInstruction =
        "Complete the following Python function. Reply with the whole function, with the imports it needs, in one ```python code block.";

    private const string SimpleEvalsInstruction =
        "Read the following function signature and docstring, and fully implement the function described. Your response should only contain the code for this function.";

    // The stop strings of the paper's raw setting.
    private static readonly string[] PaperStops = ["\nclass", "\ndef", "\n#", "\nif", "\nprint"];

    private static readonly string[] QwenStops = ["<|endoftext|>", "\n\n\n", "\n\n", "def "];

    private static readonly ProtocolInfo Base = new()
    {
        Benchmark = HumanEvalBenchmark.Name,
        Name = "",
        Version = 1,
        Description = "",
        Origin = "",
        Needs = ModelAbilities.Text,
        Shots = 0,
        MaxTokens = 1024,
        Metrics = ["pass@1"],
        Averaging = Averaging.Micro,
        ScoresTruncatedText = true,
    };

    public static IReadOnlyList<IProtocolDefinition> All { get; } =
    [
        Define(
            Base with
            {
                Name = "chat",
                Description = "Zero-shot chat, the whole function in a code block; robust code extraction",
                Origin = "Eval",
                Needs = ModelAbilities.Chat,
                MaxTokens = 2048,
                ScoresTruncatedText = false,
            },
            sample => Prompts.User($"{ChatInstruction}\n\n```python\n{sample.Question}```"),
            (sample, text) => RobustCode.Read(sample.Question, sample.Fields[HumanEvalFields.EntryPoint], text)),
        Define(
            Base with
            {
                Name = "raw",
                Description = "The prompt continued, cut at the paper's five stop strings",
                Origin = "openai/human-eval",
                Stop = PaperStops,
            },
            sample => Prompts.Raw(sample.Question),
            FaithfulCode.Continue),
        Define(
            Base with
            {
                Name = "lm-eval",
                Description = "The prompt continued, cut at five stop strings",
                Origin = "lm-evaluation-harness humaneval v1",
                Stop = PaperStops,
                Truncation = new Truncation(TruncationRule.CutLeft),
            },
            sample => Prompts.Raw(sample.Question),
            FaithfulCode.Continue),
        Define(
            Base with
            {
                Name = "lm-eval-instruct",
                Description = "Chat with the assistant's turn begun for it; the answer up to its first fence",
                Origin = "lm-evaluation-harness humaneval_instruct v4",
                Needs = ModelAbilities.Chat | ModelAbilities.Prefill,
                Stop = PaperStops,
                Truncation = new Truncation(TruncationRule.CutLeft),
            },
            sample => Prompts.User($"Write a solution to the following problem and make sure that it passes the tests:\n```python\n{sample.Question}\n```\n") with
            {
                AssistantPrefix = $"Here is the completed function:\n```python\n{sample.Question}\n",
            },
            FaithfulCode.ContinueToFence),
        Define(
            Base with
            {
                Name = "bigcode",
                Description = "The stripped prompt continued at temperature 0.2, cut at eight stop strings",
                Origin = "bigcode-evaluation-harness humaneval",
                Stop = ["\nclass", "\ndef", "\n#", "\n@", "\nprint", "\nif", "\n```", "<file_sep>"],
                MaxTokens = 512, // upstream's max_length_generation, which counts the prompt in
                Temperature = 0.2,
                TopP = 0.95,
            },
            sample => Prompts.Raw(PythonText.Strip(sample.Question).ToString()),
            FaithfulCode.ContinueStripped),
        Define(
            Base with
            {
                Name = "qwen",
                Description = "The prompt continued up to the first blank line, as Qwen's base script cuts it",
                Origin = "QwenLM/Qwen eval/evaluate_humaneval.py",
                Stop = QwenStops,
                MaxTokens = 512, // max_new_tokens of Qwen-7B's generation_config.json
            },
            sample => Prompts.Raw(sample.Question),
            FaithfulCode.Continue),
        Define(
            Base with
            {
                Name = "qwen-chat",
                Description = "Zero-shot chat, signature and docstring told apart; the function's body by pattern",
                Origin = "QwenLM/Qwen eval/evaluate_chat_humaneval.py",
                Needs = ModelAbilities.Chat,
                MaxTokens = 512, // max_new_tokens of Qwen-7B-Chat's generation_config.json
            },
            sample => Prompts.User(QwenChatCode.Ask(sample.Question, sample.Fields[HumanEvalFields.EntryPoint])),
            QwenChatCode.Read),
        Define(
            Base with
            {
                Name = "simple-evals",
                Description = "Zero-shot chat, five samples at temperature 0.5; first python block without its signature",
                Origin = "openai/simple-evals humaneval_eval.py",
                Needs = ModelAbilities.Chat,
                Temperature = 0.5, // ChatCompletionSampler's default, as are its 1,024 tokens
                Repeats = 5,
            },
            sample => Prompts.User($"{SimpleEvalsInstruction}\n{sample.Question}"),
            FaithfulCode.ReadSimpleEvals),
        Define(
            Base with
            {
                Name = "opencompass-gen",
                Description = "Zero-shot chat; first code block, or the text, without leading white space",
                Origin = "OpenCompass humaneval_gen_8e312c",
                Needs = ModelAbilities.Chat,
                MaxTokens = 512,
            },
            sample => Prompts.User($"Complete the following python code:\n{sample.Question}"),
            FaithfulCode.ReadOpenCompass),
    ];

    private static ProtocolDefinition Define(ProtocolInfo info, Func<Sample, Prompt> render, Func<Sample, string, CodeReading> read) => new(
        info,
        _ => render,
        sandbox => new CodeScorer(sandbox, read, HumanEvalTests.Request, info.ScoresTruncatedText));
}
