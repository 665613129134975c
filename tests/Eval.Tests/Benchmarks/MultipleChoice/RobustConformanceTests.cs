using Eval.Benchmarks.MultipleChoice;
using Eval.Benchmarks.MultipleChoice.Extraction.Robust;
using Eval.Core.Datasets;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks.MultipleChoice;

/// <summary>The key of every real question, said in many ways, must be read back.</summary>
public sealed class RobustConformanceTests
{
    /// <summary>Ways of saying that the answer is the letter G with the text O, and not W with the text V; Q stands for all options.</summary>
    private static readonly string[] English =
    [
        "The correct answer is **(G) O**.",
        "Let's think.\n\nQ\n\nTherefore the answer is G. O",
        "Answer: G\n\nExplanation: option W is wrong.",
        "\\boxed{\\text{G}}",
        "G. O",
        "The answer is not W. I choose G.",
        "W (V) looks tempting, but it is incorrect. The best answer is G: O",
        "(G)",
        "**G) O**\n\nBecause V does not apply.",
        "Option G is correct because O",
        "So, the correct option is: G",
        "G",
    ];

    private static readonly string[] Chinese =
    [
        "正确答案是G。O",
        "各选项分析：\nQ\n\n因此，正确答案是：G. O",
        "答案：G\n\n解析：W项错误，V不符合题意。",
        "故选G。",
        "G. O",
        "不选W，应选G。",
        "W项“V”错误，G项“O”正确，所以本题选G。",
        "（G）",
        "**答案：G**",
        "选项G正确：O",
        "答案是O",
        "$\\boxed{G}$",
    ];

    [Test]
    public void Every_MMLU_key_is_read_back() => Check("mmlu", "test", (sample, _) => [English[sample.Position % English.Length]]);

    [Test]
    public void Every_CEval_key_is_read_back_in_every_form() =>
        Check("ceval", "val", (sample, index) => Chinese.Where((form, _) => form != "答案是O" || sample.Choices.Count(choice => choice == sample.Choices[index]) == 1));

    private static void Check(string benchmark, string split, Func<Sample, int, IEnumerable<string>> forms)
    {
        var failures = new List<string>();
        foreach (var sample in BenchmarkFixture.Load(benchmark, split).Samples)
        {
            var index = Letters.All.ToList().IndexOf(sample.Target!);
            foreach (var form in forms(sample, index))
            {
                var text = Say(form, sample, index);
                var reading = RobustLetterExtractor.Instance.Extract(text, sample);
                if (reading.Letter != sample.Target)
                {
                    failures.Add($"{sample.Id}: {sample.Target} read as {reading.Letter} by {reading.Rule}: {text}");
                }
            }
        }

        Assert.That(failures, Is.Empty, string.Join('\n', failures.Take(20)));
    }

    private static string Say(string form, Sample sample, int index)
    {
        var wrong = (index + 1) % 4;
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < form.Length; i++)
        {
            var isWord = (i + 1 < form.Length && char.IsAsciiLetter(form[i + 1])) || (i > 0 && char.IsAsciiLetter(form[i - 1]));
            text.Append(isWord ? form[i].ToString() : form[i] switch
            {
                'G' => Letters.At(index),
                'O' => sample.Choices[index],
                'W' => Letters.At(wrong),
                'V' => sample.Choices[wrong],
                'Q' => string.Join('\n', sample.Choices.Select((choice, at) => $"{Letters.At(at)}. {choice}")),
                var other => other.ToString(),
            });
        }

        return text.ToString();
    }
}
