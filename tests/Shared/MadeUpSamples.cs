using System.Globalization;
using Eval.Core.Results;
using Eval.Core.Scoring;

namespace Eval.Testing;

/// <summary>Samples of a run that never happened, one shape per benchmark, with every status among them.</summary>
public static class MadeUpSamples
{
    /// <summary>Makes the sample at a place; <paramref name="draw"/> from 0 to 99 decides how it ended.</summary>
    public static SampleRecord Create(TaskManifest task, int index, int draw, Func<string, string> text)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(text);
        var status = draw switch { < 90 => SampleStatus.Scored, < 94 => SampleStatus.NoAnswer, < 97 => SampleStatus.Truncated, _ => SampleStatus.Error };
        var isRight = draw < 60;
        var record = new SampleRecord
        {
            Model = task.Model,
            Benchmark = task.Benchmark,
            Protocol = task.Protocol,
            Version = task.Version,
            Subset = task.Benchmark switch { "mmlu" => "anatomy", "ceval" => "law", _ => "" },
            Id = text(Id(task.Benchmark, index)),
            Repeat = 0,
            PromptSha256 = new string('e', 64),
            Status = status,
            Score = status == SampleStatus.Error ? null : status == SampleStatus.Scored && isRight ? 1 : 0,
            FinishReason = status == SampleStatus.Truncated ? "length" : "stop",
            Usage = new UsageRecord(312, 128, 0, null),
            LatencyMs = 840,
            Attempts = 1,
            Error = status == SampleStatus.Error ? text("429 too many requests, six attempts") : null,
        };
        return status switch
        {
            SampleStatus.Error => record,
            SampleStatus.NoAnswer => record with { Completion = text("I am not able to decide."), Target = "B" },
            SampleStatus.Truncated => record with { Completion = text("Let us think. First"), Reasoning = text("The first option says"), Target = "B" },
            _ => Answered(record, isRight, text),
        };
    }

    /// <summary>The prompt a sample was asked with.</summary>
    public static string Prompt(SampleRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Benchmark == "humaneval"
            ? "def add(a, b):\n    \"\"\"Add two numbers.\n    >>> add(1, 2)\n    3\n    \"\"\"\n"
            : $"The following is a question about {record.Subset}.\n\nQuestion {record.SampleId}: What is 6 × 7?\nA. 40\nB. 42\nC. 44\nD. 46\nAnswer:";
    }

    private static string Id(string benchmark, int index) => benchmark switch
    {
        "mmlu" => string.Create(CultureInfo.InvariantCulture, $"anatomy/{index}"),
        "ceval" => string.Create(CultureInfo.InvariantCulture, $"law/{index}"),
        "humaneval" => string.Create(CultureInfo.InvariantCulture, $"HumanEval/{index}"),
        _ => index.ToString(CultureInfo.InvariantCulture),
    };

    private static SampleRecord Answered(SampleRecord record, bool isRight, Func<string, string> text) => record.Benchmark switch
    {
        "gsm8k" => record with
        {
            Completion = text($"Six boxes of seven hold 6 × 7 = 42 eggs.\nTwo break, so 40 are left.\n\nThe answer is {(isRight ? "1,040" : "42")}."),
            Answer = isRight ? "1040" : "42",
            Target = "1040",
            Rule = "answer-is",
        },
        "humaneval" => record with
        {
            Completion = text("Here is the function:\n\n```python\ndef add(a, b):\n    return a + b\n```\n"),
            Program = text("def add(a, b):\n    return a " + (isRight ? "+" : "-") + " b\n"),
            Answer = isRight ? "passed" : "failed",
            Rule = "fenced-function",
            Stderr = isRight ? null : text("Traceback (most recent call last):\n  File \"tests.py\", line 3, in check\nAssertionError\n"),
        },
        _ => record with
        {
            Completion = text($"Seven sixes are forty-two, so option B fits; A does not.\n\nAnswer: {(isRight ? "B" : "A")}"),
            Answer = isRight ? "B" : "A",
            Target = "B",
            Rule = "answer-phrase",
            ChoiceLogprobs = [-1.2, -0.4, -3.1, -4.5],
        },
    };
}
