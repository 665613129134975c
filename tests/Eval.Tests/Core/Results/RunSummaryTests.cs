using System.Text.Json;
using Eval.Core.Results;
using Eval.Core.Statistics;
using Eval.Testing;
using Eval.Tests.Core.Running;
using NUnit.Framework;

namespace Eval.Tests.Core.Results;

public sealed class RunSummaryTests
{
    [Test]
    public void Scripts_find_every_name_even_where_nothing_is_known_and_it_reads_back()
    {
        using var runs = new TemporaryFolder();
        var folder = RunFolder.Create(runs.Path, TestPlan.Plan().Manifest);
        var samples = TestPlan.Samples(2, "a", "b");
        var task = TestPlan.Task(new FakeModel("m", _ => FakeModel.Text("A")), samples);
        var outcomes = new OutcomeTable(FakeProtocol.DefaultInfo, samples: 2, repeats: 1);
        folder.WriteSummary(new RunSummary
        {
            RunId = folder.Id,
            Status = RunStatus.Cancelled,
            Skipped = [new SkippedResult("m", "humaneval", "No sandbox.", "Start Docker.")],
            Results = TaskSummarizer.Summarize(task.Manifest, samples, outcomes),
        });

        using var json = JsonDocument.Parse(File.ReadAllText(folder.SummaryFile));
        var result = json.RootElement.GetProperty("results")[0];
        Assert.That(json.RootElement.EnumerateObject().Select(property => property.Name),
            Is.EqualTo(new[] { "format_version", "run_id", "status", "skipped", "results" }));
        Assert.That(result.EnumerateObject().Select(property => property.Name), Is.EqualTo(new[]
        {
            "model", "benchmark", "protocol", "version", "split", "metric", "value", "lower", "upper", "average", "other_average",
            "incomplete", "value_if_errors_wrong", "counts", "tokens", "cost", "groups", "subsets",
        }));
        Assert.That(result.GetProperty("counts").GetRawText().Where(character => !char.IsWhiteSpace(character)),
            Is.EqualTo("""{"total":2,"scored":0,"no_answer":0,"truncated":0,"error":0}"""));
        Assert.That(result.GetProperty("tokens").EnumerateObject().Select(property => property.Name), Is.EqualTo(new[] { "asked", "evaluated", "input", "output" }));
        Assert.That((json.RootElement.GetProperty("status").GetString(), result.GetProperty("average").GetString()), Is.EqualTo(("cancelled", "micro")));
        Assert.That(folder.ReadSummary()!.Results.Single().Counts.Total, Is.EqualTo(2));
    }
}
