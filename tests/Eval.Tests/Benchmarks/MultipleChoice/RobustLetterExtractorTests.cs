using System.Text.Json;
using CsCheck;
using Eval.Benchmarks.MultipleChoice.Extraction;
using Eval.Benchmarks.MultipleChoice.Extraction.Robust;
using Eval.Core.Datasets;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks.MultipleChoice;

public sealed class RobustLetterExtractorTests
{
    private static readonly Sample Australia = Ask("What is the capital of Australia?", "Sydney", "Canberra", "Melbourne", "Perth");

    private static IEnumerable<TestCaseData> Tables =>
    [
        new TestCaseData(Australia, RobustCases.English).SetArgDisplayNames("English"),
        new TestCaseData(Ask("浙江省的省会是____。", "宁波", "杭州", "温州", "绍兴"), RobustCases.Chinese).SetArgDisplayNames("Chinese"),
        new TestCaseData(Ask("What is 2 + 2?", "3", "4", "12", "4.5"), RobustCases.Numbers).SetArgDisplayNames("numbers"),
        new TestCaseData(Ask("Which is NOT a mammal?", "Whale", "Bat", "Shark", "Dog"), RobustCases.NegativeQuestion).SetArgDisplayNames("negative question"),
        new TestCaseData(Ask("Which cells make antibodies?", "A cells", "B cells", "C cells", "Vitamin C"), RobustCases.LetterLikeOptions).SetArgDisplayNames("options like letters"),
        new TestCaseData(Ask("What does the court hold?", "not guilty", "guilty", "-19", "19"), RobustCases.AwkwardOptions).SetArgDisplayNames("awkward options"),
    ];

    [TestCaseSource(nameof(Tables))]
    public void Answers_are_read_as_a_careful_reader_would(Sample sample, (string Text, string? Letter)[] cases)
    {
        var differences = cases
            .Select(item => (item, Reading: RobustLetterExtractor.Instance.Extract(item.Text, sample)))
            .Where(pair => pair.Reading.Letter != pair.item.Letter)
            .Select(pair => $"{JsonSerializer.Serialize(pair.item.Text)}: expected {pair.item.Letter ?? "nothing"}, read {pair.Reading.Letter ?? "nothing"} by {pair.Reading.Rule}")
            .ToArray();
        Assert.That(differences, Is.Empty, string.Join('\n', differences));
    }

    [Test]
    public void Any_text_is_read_to_one_of_the_choices_or_to_nothing_by_a_named_rule()
    {
        var fragment = Gen.OneOf(
            Words("Answer", "answer is", "The ", " not ", "A", "B", "C", "D", "E", "(", ")", ".", ":", ",", " ", "\n", "**", "$", "\\boxed{", "}", "\\text{", "Canberra", "Sydney",
                "答案", "是", "选", "不", "正确", "错误", "项", "。", "，", "：", "如果", " if ", " would be ", "or", " and ", "correct", "incorrect", "~~", "<answer>", "\ud800", "\udc00", "Ａ", "\0", "A.", "B)"),
            Gen.String,
            Gen.Char.Select(character => character.ToString()));
        fragment.Array[0, 30].Select(string.Concat).Sample(
            text =>
            {
                var reading = RobustLetterExtractor.Instance.Extract(text, Australia);
                return reading.Letter is null
                    ? !reading.IsExplicit
                    : reading.Letter is "A" or "B" or "C" or "D" && reading.Rule!.StartsWith("robust/", StringComparison.Ordinal);
            },
            iter: 3000);
    }

    [Test]
    public void A_hostile_answer_of_100_kB_is_read_all_the_same()
    {
        var text = string.Concat(Enumerable.Repeat("The answer is A. No, wait. ", 4000)) + "Answer: B";
        Assert.That(RobustLetterExtractor.Instance.Extract(text, Australia).Letter, Is.EqualTo("B"));
    }

    [Test]
    public void Faithful_extractors_never_throw_either()
    {
        ILetterExtractor[] extractors =
        [
            QwenMmluExtractor.Instance, QwenCevalExtractor.Instance, FirstOptionExtractor.Instance,
            FirstCapitalExtractor.Instance, SimpleEvalsExtractor.Instance, CevalCotExtractor.Instance,
        ];
        var fragment = Gen.OneOf(Words("答案", "选", "A", "B", " ", "\n", "Answer:", "not", "1.", "\ud83d", "\udc00", "\u001f", "_", "。"), Gen.String);
        fragment.Array[0, 10].Select(string.Concat).Sample(
            text => Assert.That(() => extractors.Select(extractor => extractor.Extract(text, Australia)).ToArray(), Throws.Nothing),
            iter: 300);
    }

    [TestCase("The answer is ")]
    [TestCase("A ")]
    [TestCase("A\n")]
    [TestCase("(B) is not correct, ")]
    [TestCase("答案")]
    [TestCase("选")]
    [TestCase("如果")]
    [TestCase("\\boxed{")]
    [TestCase("\\text{")]
    [TestCase("Answer to ")]
    [TestCase("if ")]
    [TestCase(" ")]
    [TestCase("~~")]
    [TestCase("<")]
    [TestCase("Canberra ")]
    [TestCase("\n> ")]
    [TestCase("((((")]
    [NonParallelizable]
    public void Time_grows_with_the_length_of_a_hostile_text_only_linearly(string piece)
    {
        CpuTime(piece, 1_000);
        var quarter = Enumerable.Range(0, 2).Min(_ => CpuTime(piece, 10_000));
        var whole = Enumerable.Range(0, 2).Min(_ => CpuTime(piece, 40_000));

        // Four times the text: about four times the work when it is linear, sixteen times when it is quadratic.
        Assert.That(whole, Is.LessThan((10 * quarter) + TimeSpan.FromMilliseconds(300)));
    }

    /// <summary>Processor time of this process, so that a busy machine does not count.</summary>
    private static TimeSpan CpuTime(string piece, int length)
    {
        var text = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
        var before = Environment.CpuUsage.TotalTime;
        RobustLetterExtractor.Instance.Extract(text, Australia);
        return Environment.CpuUsage.TotalTime - before;
    }

    private static Gen<string> Words(params string[] words) => Gen.Int[0, words.Length - 1].Select(index => words[index]);

    private static Sample Ask(string question, params string[] choices) =>
        new() { Id = "x/0", Subset = "x", Position = 0, Question = question, Choices = choices, Target = "B" };
}
