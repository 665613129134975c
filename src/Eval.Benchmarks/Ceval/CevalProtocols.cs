using Eval.Benchmarks.MultipleChoice;
using Eval.Benchmarks.MultipleChoice.Extraction;
using Eval.Benchmarks.MultipleChoice.Extraction.Robust;
using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Statistics;

namespace Eval.Benchmarks.Ceval;

/// <summary>The protocols of C-Eval, the preferred default first.</summary>
internal static class CevalProtocols
{
    private const string AnswerCue = "\n答案：";
    private const string Thinking = "让我们一步一步思考，";

    private static readonly string[] Accuracy = ["accuracy"];

    public static IReadOnlyList<IProtocolDefinition> All { get; } =
        [Official(), Chat(), OfficialCot(), LmEval(), Qwen(), QwenChat(), OpenCompass(), ChatLogprobs()];

    private static TextChoiceProtocol Official() => new(
        new ProtocolInfo
        {
            Benchmark = CevalBenchmark.Name,
            Name = "official",
            Version = 1,
            Description = "5 dev shots, answer only; log-likelihood of \"A\" to \"D\" without a space after \"答案：\"",
            Origin = "hkust-nlp/ceval, evaluators/llama.py, answer-only",
            Needs = ModelAbilities.Continuations,
            Shots = 5,
            ScoredContinuation = "A",
            Truncation = new Truncation(TruncationRule.DropShots),
            Metrics = Accuracy,
            Averaging = Averaging.Macro,
            Groups = CevalSubjects.Groups,
        },
        LetterTemplate(ExamHeader, sample => OptionText.Build("", sample.Question, sample, AnswerCue), ""),
        new LikelihoodScorer());

    private static TextChoiceProtocol LmEval() => new(
        new ProtocolInfo
        {
            Benchmark = CevalBenchmark.Name,
            Name = "lm-eval",
            Version = 1,
            Description = "5 dev shots, header without \"考试\"; log-likelihood of \" A\" to \" D\" with a space",
            Origin = "lm-evaluation-harness, task ceval-valid v2 (whose own default is 0 shots)",
            Needs = ModelAbilities.Continuations,
            Shots = 5,
            ScoredContinuation = " A",
            Truncation = new Truncation(TruncationRule.CutLeft),
            Metrics = Accuracy,
            Averaging = Averaging.Micro,
            Groups = CevalSubjects.Groups,
        },
        LetterTemplate(
            subject => $"以下是中国关于{CevalSubjects.ChineseName(subject)}的单项选择题，请选出其中的正确答案。\n\n",
            sample => OptionText.Build("", PythonText.Strip(sample.Question), sample, AnswerCue),
            " "),
        new LikelihoodScorer());

    private static TextChoiceProtocol Qwen() => new(
        new ProtocolInfo
        {
            Benchmark = CevalBenchmark.Name,
            Name = "qwen",
            Version = 1,
            Description = "5 dev shots, no header, \"问题：\" before each question; log-likelihood of \"A\" to \"D\" without a space",
            Origin = "QwenLM/Qwen eval/evaluate_ceval.py",
            Needs = ModelAbilities.Continuations,
            Shots = 5,
            ScoredContinuation = "A",
            Truncation = new Truncation(TruncationRule.CutLeft),
            Metrics = Accuracy,
            Averaging = Averaging.Macro,
            Groups = CevalSubjects.Groups,
        },
        LetterTemplate(_ => "", sample => OptionText.Build("问题：", sample.Question, sample, AnswerCue), ""),
        new LikelihoodScorer());

    private static ChatChoiceProtocol Chat() => new(
        new ProtocolInfo
        {
            Benchmark = CevalBenchmark.Name,
            Name = "chat",
            Version = 1,
            Description = "zero-shot chat in Chinese, free to reason, last line \"答案：X\"; robust extraction",
            Origin = "Eval",
            Needs = ModelAbilities.Chat,
            Shots = 0,
            MaxTokens = 1024,
            Metrics = Accuracy,
            Averaging = Averaging.Macro,
            Groups = CevalSubjects.Groups,
        },
        new ChatChoiceTemplate
        {
            Ask = sample => OptionText.Build(
                $"以下是一道{CevalSubjects.ChineseName(sample.Subset)}考试的单项选择题，请选出唯一正确的选项。\n\n",
                sample.Question,
                sample,
                "\n\n如有需要，可以先简要分析。最后请单独用一行给出答案，格式如下，其中X为A、B、C、D中的一个字母：\n答案：X",
                beforeOptions: "\n\n"),
        },
        new LetterScorer(RobustLetterExtractor.Instance, scoresTruncatedText: false));

    private static ChatChoiceProtocol ChatLogprobs() => new(
        new ProtocolInfo
        {
            Benchmark = CevalBenchmark.Name,
            Name = "chat-logprobs",
            Version = 1,
            Description = "zero-shot chat in Chinese that asks for the letter alone; the likeliest of A to D among the reported first tokens (\"A\" and \" A\" count as one)",
            Origin = "Eval",
            Needs = ModelAbilities.Chat | ModelAbilities.FirstTokenLogProbabilities,
            Shots = 0,
            ScoredContinuation = "A",
            Metrics = Accuracy,
            Averaging = Averaging.Macro,
            Groups = CevalSubjects.Groups,
        },
        new ChatChoiceTemplate
        {
            Ask = sample => OptionText.Build(
                $"以下是一道{CevalSubjects.ChineseName(sample.Subset)}考试的单项选择题，请选出唯一正确的选项。\n\n",
                sample.Question,
                sample,
                "\n\n请只回答正确选项的字母（A、B、C或D），不要输出任何其他内容。",
                beforeOptions: "\n\n"),
            FirstTokens = Letters.All,
        },
        new LikelihoodScorer(ContinuationScore.Unlisted));

    private static TextChoiceProtocol OfficialCot() => new(
        new ProtocolInfo
        {
            Benchmark = CevalBenchmark.Name,
            Name = "official-cot",
            Version = 1,
            Description = "5 dev shots with explanations, step by step; reads the last 所以答案是X。, then looser signs",
            Origin = "hkust-nlp/ceval, prompt of evaluators/llama.py, reading of evaluators/chatglm.py",
            Needs = ModelAbilities.Text,
            Shots = 5,
            // llama.py reads only up to the next question that a base model invents, which begins its answer with these words again.
            Stop = ["让我们一步一步思考"],
            MaxTokens = 512,
            Truncation = new Truncation(TruncationRule.DropShots),
            Metrics = Accuracy,
            Averaging = Averaging.Macro,
            Groups = CevalSubjects.Groups,
            ScoresTruncatedText = true,
        },
        new TextChoiceTemplate
        {
            Header = ExamHeader,
            Shot = sample => OptionText.Build(
                "",
                sample.Question,
                sample,
                $"{AnswerCue}{Thinking}\n{sample.Fields[ChoiceFields.Explanation]}\n所以答案是{sample.Target}。\n\n"),
            Ask = sample => OptionText.Build("", sample.Question, sample, $"{AnswerCue}{Thinking}\n1."),
            NeedsExplanation = true,
        },
        new LetterScorer(CevalCotExtractor.Instance, scoresTruncatedText: true));

    private static ChatChoiceProtocol QwenChat() => new(
        new ProtocolInfo
        {
            Benchmark = CevalBenchmark.Name,
            Name = "qwen-chat",
            Version = 1,
            Description = "zero-shot chat, question and options alone; Qwen's cascade, which always finds an answer",
            Origin = "QwenLM/Qwen eval/evaluate_chat_ceval.py",
            Needs = ModelAbilities.Chat,
            Shots = 0,
            MaxTokens = 512,
            Metrics = Accuracy,
            Averaging = Averaging.Macro,
            Groups = CevalSubjects.Groups,
            ScoresTruncatedText = true,
        },
        new ChatChoiceTemplate { Ask = sample => OptionText.Build("", sample.Question, sample, "\n", beforeOptions: "\n\n") },
        new LetterScorer(QwenCevalExtractor.Instance, scoresTruncatedText: true));

    private static ChatChoiceProtocol OpenCompass() => new(
        new ProtocolInfo
        {
            Benchmark = CevalBenchmark.Name,
            Name = "opencompass-gen",
            Version = 1,
            Description = "5 dev shots as chat turns; first_capital_postprocess: the first upper-case letter of any kind",
            Origin = "open-compass/opencompass ceval_gen_5f30c7",
            Needs = ModelAbilities.Chat,
            Shots = 5,
            MaxTokens = 1024,
            Truncation = new Truncation(TruncationRule.DropShots),
            Metrics = Accuracy,
            Averaging = Averaging.Macro,
            Groups = CevalSubjects.Groups,
            ScoresTruncatedText = true,
        },
        new ChatChoiceTemplate
        {
            Ask = sample => OptionText.Build(
                $"以下是中国关于{CevalSubjects.ChineseName(sample.Subset)}考试的单项选择题，请选出其中的正确答案。\n",
                sample.Question,
                sample,
                "\n答案: "),
        },
        new LetterScorer(FirstCapitalExtractor.Instance, scoresTruncatedText: true));

    private static string ExamHeader(string subject) =>
        $"以下是中国关于{CevalSubjects.ChineseName(subject)}考试的单项选择题，请选出其中的正确答案。\n\n";

    private static TextChoiceTemplate LetterTemplate(Func<string, string> header, Func<Sample, string> ask, string letterPrefix) => new()
    {
        Header = header,
        Shot = sample => $"{ask(sample)}{letterPrefix}{sample.Target}\n\n",
        Ask = ask,
        LetterPrefix = letterPrefix,
    };
}
