using System.Text.Json;
using Eval.Core.Results;
using Eval.Core.Statistics;
using NUnit.Framework;

namespace Eval.Tests.Core.Results;

public sealed class SummaryWithoutScoreTests
{
    private static readonly ResultSummary NothingScored = new()
    {
        Model = "m",
        Benchmark = "gsm8k",
        Protocol = "chat",
        Version = 1,
        Split = "test",
        Metric = "accuracy",
        Value = null,
        Lower = null,
        Upper = null,
        Average = Averaging.Micro,
        Incomplete = true,
        Counts = new StatusCounts(3, 0, 0, 0, 0),
        Tokens = new TokenTotals(null, null, null, null),
        Groups = [],
        Subsets = [],
    };

    private static readonly RunSummary Summary = new() { RunId = "r", Status = RunStatus.ModelStopped, Skipped = [], Results = [NothingScored] };

    [Test]
    public void A_result_without_a_score_says_null_and_reads_back()
    {
        var text = JsonSerializer.Serialize(Summary, EvalJson.Indented.RunSummary);
        using var json = JsonDocument.Parse(text);
        Assert.That(json.RootElement.GetProperty("results")[0].GetProperty("value").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(JsonSerializer.Deserialize(text, EvalJson.Indented.RunSummary)!.Results.Single().Counts, Is.EqualTo(NothingScored.Counts));
    }
}
