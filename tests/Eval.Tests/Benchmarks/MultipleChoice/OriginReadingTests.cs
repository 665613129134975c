using System.Text.Json;
using Eval.Benchmarks.MultipleChoice.Extraction;
using Eval.Core.Datasets;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks.MultipleChoice;

/// <summary>
/// Faithful extractors against their origins. The answers in origin-readings.jsonl were computed by the origins' own Python code
/// (Qwen's scripts with thefuzz on pure Python RapidFuzz, OpenCompass, simple-evals, C-Eval's evaluator) on texts made for this test.
/// </summary>
public sealed class OriginReadingTests
{
    [TestCase("qwen-mmlu")]
    [TestCase("qwen-ceval")]
    [TestCase("first-option")]
    [TestCase("first-capital")]
    [TestCase("simple-evals")]
    [TestCase("ceval-cot")]
    public void Every_text_is_read_as_the_origin_reads_it(string name)
    {
        ILetterExtractor extractor = name switch
        {
            "qwen-mmlu" => QwenMmluExtractor.Instance,
            "qwen-ceval" => QwenCevalExtractor.Instance,
            "first-option" => FirstOptionExtractor.Instance,
            "first-capital" => FirstCapitalExtractor.Instance,
            "simple-evals" => SimpleEvalsExtractor.Instance,
            _ => CevalCotExtractor.Instance,
        };
        var differences = new List<string>();
        var count = 0;
        foreach (var line in File.ReadLines(Path.Combine(TestPaths.Repository, "tests", "Eval.Tests", "Benchmarks", "Goldens", "origin-readings.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            var text = json.RootElement.GetProperty("text").GetString()!;
            var sample = new Sample
            {
                Id = "x/0",
                Subset = "x",
                Position = 0,
                Question = json.RootElement.GetProperty("question").GetString()!,
                Choices = [.. json.RootElement.GetProperty("choices").EnumerateArray().Select(choice => choice.GetString()!)],
                Target = "A",
            };
            var expected = json.RootElement.GetProperty("expected").GetProperty(name).GetString();
            var reading = extractor.Extract(text, sample);
            count++;
            if (reading.Letter != expected)
            {
                differences.Add($"{JsonSerializer.Serialize(text)}: origin {expected ?? "nothing"}, ours {reading.Letter ?? "nothing"} by {reading.Rule}");
            }
        }

        Assert.That(count, Is.GreaterThan(800));
        Assert.That(differences, Is.Empty);
    }
}
