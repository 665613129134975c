using Eval.Benchmarks.MultipleChoice;
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
        [LmEval(), Chat(), Hendrycks(), Qwen()];

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
        Letters(subject => Header(subject, " "), sample => OptionText.Build("", PythonText.Strip(sample.Question), sample, AnswerCue)),
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
        Letters(subject => Header(subject, "  "), sample => OptionText.Build("", sample.Question, sample, AnswerCue)),
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
        Letters(subject => Header(subject, " "), sample => OptionText.Build("Question: ", sample.Question, sample, AnswerCue)),
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

    private static string Header(string subject, string space) =>
        $"The following are multiple choice questions (with answers) about{space}{MmluSubjects.Words(subject)}.\n\n";

    private static TextChoiceTemplate Letters(Func<string, string> header, Func<Sample, string> ask) => new()
    {
        Header = header,
        Shot = sample => $"{ask(sample)} {sample.Target}\n\n",
        Ask = ask,
        LetterPrefix = " ",
    };
}
