using System.Reflection;
using Eval.Core.Results;
using Eval.Core.Scoring;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Core.Results;

public sealed class SampleLineTests
{
    private static readonly SampleRecord Whole = SampleLines.Record("HumanEval/3#2", score: 1.0 / 3, completion: "a \"quoted\"\n<b>\u2028é 中 😀</b>\u0001 & 'x' +") with
    {
        Repeat = 2,
        PromptSha256 = "ab12",
        Answer = "7",
        Target = "7",
        Rule = "last-number",
        Alternatives = new Dictionary<string, Reading>(StringComparer.Ordinal) { ["Strict match"] = new(SampleStatus.NoAnswer, 0, null, null), ["x"] = new(SampleStatus.Scored, 1, "7", "r") },
        Reasoning = "hm",
        FinishReason = "stop",
        ChoiceLogprobs = [-0.1, -1.0 / 3, -100],
        Usage = new UsageRecord(1, 2, null, 4, 5),
        Cost = new CostRecord(0.000120m, "USD"),
        LatencyMs = 12.345,
        Attempts = 3,
        Cached = true,
        Error = "e",
        Program = "print(1)",
        Stderr = "trace",
    };

    [Test]
    public async Task A_line_has_the_bytes_of_the_serialiser()
    {
        SampleRecord[] records =
        [
            Whole,
            SampleLines.Record("1"),
            .. Enum.GetValues<SampleStatus>().Select(status => SampleLines.Record("2", status, score: null, completion: null)),
            Whole with { Usage = new UsageRecord(null, null, null, null), Alternatives = new Dictionary<string, Reading>(StringComparer.Ordinal), ChoiceLogprobs = [], Cached = false, Score = 0, LatencyMs = 1e21 },
        ];

        using var folder = new TemporaryFolder();
        var path = folder.File("samples.jsonl");
        await using (var writer = SampleWriter.Open(path, (_, _) => { }))
        {
            foreach (var record in records)
            {
                await writer.AppendAsync(0, record, CancellationToken.None);
            }

            await writer.CompleteAsync();
        }

        Assert.That(await File.ReadAllLinesAsync(path), Is.EqualTo(records.Select(SampleLines.Line)));
    }

    [Test]
    public void The_record_compared_has_every_property() =>
        Assert.That(
            typeof(SampleRecord).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetValue(Whole) is null).Select(property => property.Name),
            Is.Empty);
}
