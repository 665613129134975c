using Eval.Benchmarks.MultipleChoice;
using Eval.Benchmarks.MultipleChoice.Extraction;
using Eval.Benchmarks.MultipleChoice.Extraction.Robust;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Statistics;

namespace Eval.Benchmarks.Mmlu;

/// <summary>The protocols of MMLU, the preferred default first.</summary>
internal static class MmluProtocols
{
    private const string AnswerCue = "\nAnswer:";

    private static readonly string[] Accuracy = ["accuracy"];

    public static IReadOnlyList<IProtocolDefinition> All { get; } =
        [LmEval(), Chat(), Hendrycks(), Qwen(), QwenChat(), SimpleEvals(), OpenCompass(), ChatLogprobs()];

    private static TextChoiceProtocol LmEval() => new(
        new ProtocolInfo
        {
            Benchmark = MmluBenchmark.Name,
            Name = "lm-eval",
            Version = 1,
            Description = "5 dev shots; log-likelihood of \" A\" to \" D\" after \"Answer:\"",
            Origin = "lm-evaluation-harness, task mmlu v1 (group v2)",
            Needs = ModelAbilities.Continuations,
            Shots = 5,
            ScoredContinuation = " A",
            Truncation = new Truncation(TruncationRule.CutLeft),
            Metrics = Accuracy,
            Averaging = Averaging.Micro,
            Groups = MmluSubjects.AnatomyInStem,
        },
        LetterTemplate(subject => Header(subject, " "), sample => OptionText.Build("", PythonText.Strip(sample.Question), sample, AnswerCue)),
        new LikelihoodScorer());

    private static TextChoiceProtocol Hendrycks() => new(
        new ProtocolInfo
        {
            Benchmark = MmluBenchmark.Name,
            Name = "hendrycks",
            Version = 1,
            Description = "5 dev shots, two spaces before the subject; all four letters scored (the original gave -100 to a letter outside its API's top 100)",
            Origin = "hendrycks/test evaluate.py",
            Needs = ModelAbilities.Continuations,
            Shots = 5,
            ScoredContinuation = " A",
            Truncation = new Truncation(TruncationRule.DropShots, 2048),
            Metrics = Accuracy,
            Averaging = Averaging.Micro,
            Groups = MmluSubjects.AnatomyInOther,
        },
        LetterTemplate(subject => Header(subject, "  "), sample => OptionText.Build("", sample.Question, sample, AnswerCue)),
        new LikelihoodScorer());

    private static TextChoiceProtocol Qwen() => new(
        new ProtocolInfo
        {
            Benchmark = MmluBenchmark.Name,
            Name = "qwen",
            Version = 1,
            Description = "5 dev shots, \"Question:\" before each question; log-likelihood of \" A\" to \" D\"",
            Origin = "QwenLM/Qwen eval/evaluate_mmlu.py",
            Needs = ModelAbilities.Continuations,
            Shots = 5,
            ScoredContinuation = " A",
            Truncation = new Truncation(TruncationRule.CutLeft, 2047),
            Metrics = Accuracy,
            Averaging = Averaging.Micro,
            Groups = MmluSubjects.AnatomyInStem,
        },
        LetterTemplate(subject => Header(subject, " "), sample => OptionText.Build("Question: ", sample.Question, sample, AnswerCue)),
        new LikelihoodScorer());

    private static ChatChoiceProtocol Chat() => new(
        new ProtocolInfo
        {
            Benchmark = MmluBenchmark.Name,
            Name = "chat",
            Version = 1,
            Description = "zero-shot chat, free to reason, last line \"Answer: X\"; robust extraction",
            Origin = "Eval",
            Needs = ModelAbilities.Chat,
            Shots = 0,
            MaxTokens = 1024,
            Metrics = Accuracy,
            Averaging = Averaging.Micro,
            Groups = MmluSubjects.AnatomyInStem,
        },
        new ChatChoiceTemplate
        {
            Ask = sample => OptionText.Build(
                $"Answer the following multiple-choice question about {MmluSubjects.Words(sample.Subset)}.\n\n",
                sample.Question,
                sample,
                "\n\nThink it through first if that helps. Then finish with one line of exactly this form, where X is A, B, C or D:\nAnswer: X",
                beforeOptions: "\n\n"),
        },
        new LetterScorer(RobustLetterExtractor.Instance, scoresTruncatedText: false));

    private static ChatChoiceProtocol ChatLogprobs() => new(
        new ProtocolInfo
        {
            Benchmark = MmluBenchmark.Name,
            Name = "chat-logprobs",
            Version = 1,
            Description = "zero-shot chat that asks for the letter alone; the likeliest of A to D among the reported first tokens (\"A\" and \" A\" count as one)",
            Origin = "Eval",
            Needs = ModelAbilities.Chat | ModelAbilities.FirstTokenLogProbabilities,
            Shots = 0,
            ScoredContinuation = "A",
            Metrics = Accuracy,
            Averaging = Averaging.Micro,
            Groups = MmluSubjects.AnatomyInStem,
        },
        new ChatChoiceTemplate
        {
            Ask = sample => OptionText.Build(
                $"Answer the following multiple-choice question about {MmluSubjects.Words(sample.Subset)}.\n\n",
                sample.Question,
                sample,
                "\n\nReply with the letter of the right option and nothing else: A, B, C or D.",
                beforeOptions: "\n\n"),
            FirstTokens = Letters.All,
        },
        new LikelihoodScorer(ContinuationScore.Unlisted));

    private static ChatChoiceProtocol QwenChat() => new(
        new ProtocolInfo
        {
            Benchmark = MmluBenchmark.Name,
            Name = "qwen-chat",
            Version = 1,
            Description = "zero-shot chat; Qwen's cascade, which replaces option texts by letters and always finds an answer",
            Origin = "QwenLM/Qwen eval/evaluate_chat_mmlu.py",
            Needs = ModelAbilities.Chat,
            Shots = 0,
            MaxTokens = 512,
            Metrics = Accuracy,
            Averaging = Averaging.Micro,
            Groups = MmluSubjects.AnatomyInStem,
            ScoresTruncatedText = true,
        },
        new ChatChoiceTemplate
        {
            Ask = sample => OptionText.Build(
                "The following is a multiple-choice question. Please choose the most suitable one among A, B, C and D as the answer to this question.\n\n",
                sample.Question,
                sample,
                "\n"),
        },
        new LetterScorer(QwenMmluExtractor.Instance, scoresTruncatedText: true));

    private static ChatChoiceProtocol SimpleEvals() => new(
        new ProtocolInfo
        {
            Benchmark = MmluBenchmark.Name,
            Name = "simple-evals",
            Version = 1,
            Description = "zero-shot chat, step by step, last line 'Answer: $LETTER'; multilingual cascade; temperature 0.5 as its sampler has",
            Origin = "openai/simple-evals mmlu_eval.py",
            Needs = ModelAbilities.Chat,
            Shots = 0,
            MaxTokens = 1024,
            Temperature = 0.5,
            Metrics = Accuracy,
            Averaging = Averaging.Micro,
            Groups = MmluSubjects.AnatomyInOther,
            ScoresTruncatedText = true,
        },
        new ChatChoiceTemplate
        {
            Ask = sample => OptionText.Build(
                "Answer the following multiple choice question. The last line of your response should be of the following format: "
                + "'Answer: $LETTER' (without quotes) where LETTER is one of ABCD. Think step by step before answering.\n\n",
                sample.Question,
                sample,
                "",
                mark: ") ",
                beforeOptions: "\n\n"),
        },
        new LetterScorer(SimpleEvalsExtractor.Instance, scoresTruncatedText: true));

    private static ChatChoiceProtocol OpenCompass() => new(
        new ProtocolInfo
        {
            Benchmark = MmluBenchmark.Name,
            Name = "opencompass-gen",
            Version = 1,
            Description = "5 dev shots as chat turns; first_option_postprocess; macro average",
            Origin = "open-compass/opencompass mmlu_gen_4d595a",
            Needs = ModelAbilities.Chat,
            Shots = 5,
            MaxTokens = 1024,
            Truncation = new Truncation(TruncationRule.DropShots),
            Metrics = Accuracy,
            Averaging = Averaging.Macro,
            Groups = MmluSubjects.AnatomyInStem,
            ScoresTruncatedText = true,
        },
        new ChatChoiceTemplate
        {
            Ask = sample => OptionText.Build(
                $"There is a single choice question about {MmluSubjects.Words(sample.Subset)}. Answer the question by replying A, B, C or D.\nQuestion: ",
                sample.Question,
                sample,
                "\nAnswer: "),
            Answer = sample => sample.Target + "\n",
        },
        new LetterScorer(FirstOptionExtractor.Instance, scoresTruncatedText: true));

    private static string Header(string subject, string space) =>
        $"The following are multiple choice questions (with answers) about{space}{MmluSubjects.Words(subject)}.\n\n";

    private static TextChoiceTemplate LetterTemplate(Func<string, string> header, Func<Sample, string> ask) => new()
    {
        Header = header,
        Shot = sample => $"{ask(sample)} {sample.Target}\n\n",
        Ask = ask,
        LetterPrefix = " ",
    };
}
