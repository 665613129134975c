using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Mini;

internal sealed partial class MiniGsm8kTests
{
    [TestCase("test", 60)]
    [TestCase("train", 42)]
    public void Each_split_has_its_count_and_each_item_one_computation_that_gives_its_answer(string split, int count)
    {
        var samples = MiniItems.Read("gsm8k", split);
        var checks = Checks(split);

        Assert.That(samples, Has.Count.EqualTo(count));
        Assert.That(checks.Select(check => check.Id), Is.EqualTo(samples.Select(sample => $"{split}/{sample.Id}")));
        foreach (var (sample, check) in samples.Zip(checks))
        {
            Assert.That(Computed(check), Is.EqualTo(Number(sample.Target!)), check.Id);
        }
    }

    [TestCase("test")]
    [TestCase("train")]
    public void Every_calculator_annotation_holds(string split)
    {
        var annotations = MiniItems.Read("gsm8k", split).SelectMany(sample => Annotation().Matches(sample.Fields["answer"])).ToList();

        Assert.That(annotations, Has.Count.GreaterThan(80));
        foreach (var match in annotations)
        {
            Assert.That(
                ArithmeticExpression.Evaluate(match.Groups["left"].Value),
                Is.EqualTo(ArithmeticExpression.Evaluate(match.Groups["right"].Value)).Within(1e-9m),
                match.Value);
        }
    }

    [Test]
    public void Every_worked_answer_has_its_annotations_and_ends_in_the_marked_number()
    {
        foreach (var sample in MiniItems.Read("gsm8k", "test").Concat(MiniItems.Read("gsm8k", "train")))
        {
            var lines = sample.Fields["answer"].Split('\n');
            Assert.That(lines[^1], Is.EqualTo($"#### {sample.Target}"), sample.Question);
            Assert.That(lines[..^1], Has.Some.Match(Annotation()), sample.Question);
        }
    }

    [Test]
    public void Answers_with_thousands_commas_and_a_negative_answer_are_among_them()
    {
        var targets = MiniItems.Read("gsm8k", "test").Select(sample => sample.Target).ToList();
        Assert.That(targets, Has.Some.Contains(",").And.Some.StartsWith("-"));
    }

    [TestCase("cot_8shot", 8)]
    [TestCase("qwen_gsm8k_prompt", 8)]
    [TestCase("opencompass_4shot", 4)]
    public void Every_worked_exemplar_ends_in_what_its_computation_gives(string name, int count)
    {
        var solutions = Solutions(name).ToList();
        var checks = Checks(name);

        Assert.That(solutions, Has.Count.EqualTo(count));
        Assert.That(checks, Has.Count.EqualTo(count));
        foreach (var (solution, check) in solutions.Zip(checks))
        {
            Assert.That(Number(TheAnswer().Match(solution).Groups["number"].Value), Is.EqualTo(Computed(check)), check.Id);
        }
    }

    [Test]
    public void No_question_is_taken_from_the_original()
    {
        var originals = new[] { "train", "test" }
            .SelectMany(split => Benchmarks.BenchmarkFixture.Load("gsm8k", split).Samples)
            .Select(sample => sample.Question.Trim())
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var own = MiniItems.Read("gsm8k", "test").Concat(MiniItems.Read("gsm8k", "train")).Select(sample => sample.Question.Trim()).ToList();

        Assert.That(own, Is.Unique);
        Assert.That(own.Where(originals.Contains), Is.Empty);
    }

    private static IReadOnlyList<MiniCheck> Checks(string prefix) =>
        [.. MiniItems.Checks("gsm8k").Where(check => check.Id.StartsWith(prefix + "/", StringComparison.Ordinal))];

    /// <summary>The value of the check's expression, which its value must name too.</summary>
    private static decimal Computed(MiniCheck check)
    {
        var value = ArithmeticExpression.Evaluate(check.Expression!);
        Assert.That(value, Is.EqualTo(ArithmeticExpression.Evaluate(check.Value!)).Within(1e-12m), check.Id);
        return value;
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Solutions(string name)
    {
        var folder = Path.Combine(TestPaths.MiniDatasets, "gsm8k", "exemplars");
        switch (name)
        {
            case "qwen_gsm8k_prompt":
                return File.ReadAllText(Path.Combine(folder, name + ".txt")).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
            case "cot_8shot":
                return File.ReadLines(Path.Combine(folder, name + ".jsonl")).Select(line => Text(line, "target"));
            default:
                return File.ReadLines(Path.Combine(folder, name + ".jsonl"))
                    .Where(line => Text(line, "role") == "assistant")
                    .Select(line => Text(line, "content"));
        }
    }

    private static string Text(string line, string key)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty(key).GetString()!;
    }

    [GeneratedRegex("<<(?<left>[^=>]+)=(?<right>[^>]+)>>", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Annotation();

    [GeneratedRegex(@"The answer is \$?(?<number>-?[0-9][0-9,]*(\.[0-9]+)?)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TheAnswer();
}
