using System.Text;
using System.Text.Json;
using Eval.Benchmarks.Ceval;
using Eval.Core.Datasets;
using Eval.Core.Results;
using Eval.Core.Scoring;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks.Ceval;

public sealed class CevalSubmissionTests
{
    [Test]
    public void All_answers_of_the_real_test_split_make_a_complete_submission()
    {
        var data = BenchmarkFixture.Load("ceval", "test");
        var submission = CevalSubmission.Create(data, data.Samples.Select(sample => Record(sample.Id, "ABCD"[sample.Position % 4].ToString())));
        Assert.That((submission.IsComplete, submission.Answered), Is.EqualTo((true, 12342)));

        using var json = JsonDocument.Parse(Write(submission));
        Assert.That(json.RootElement.EnumerateObject().Count(), Is.EqualTo(52));
        foreach (var sample in data.Samples)
        {
            var letter = json.RootElement.GetProperty(sample.Subset).GetProperty(sample.Id.Split('/')[1]).GetString();
            Assert.That(letter, Is.EqualTo("ABCD"[sample.Position % 4].ToString()));
        }
    }

    [Test]
    public void The_file_has_the_form_of_the_official_example()
    {
        using var example = JsonDocument.Parse(File.ReadAllText(TestPaths.Shared("datasets", "ceval", "submission_example.json")));
        using var ours = JsonDocument.Parse(Write(CevalSubmission.Create(Data("law/0"), [Record("law/0", "C")])));
        Assert.That(
            ours.RootElement.EnumerateObject().Select(subject => subject.Name),
            Is.EquivalentTo(example.RootElement.EnumerateObject().Select(subject => subject.Name)));
        Assert.That(ours.RootElement.GetProperty("law").GetRawText().ReplaceLineEndings("\n"), Is.EqualTo("{\n        \"0\": \"C\"\n    }"));
    }

    [Test]
    public void Questions_without_a_letter_are_left_out_and_listed()
    {
        var submission = CevalSubmission.Create(
            Data("law/0", "law/1", "law/2", "law/10"),
            [Record("law/10", "D"), Record("law/1", null), Record("law/2", "T"), Record("unknown/0", "A"), Record("law/0", "B") with { Repeat = 1 }]);
        Assert.That(submission.Missing, Is.EqualTo(new[] { "law/0", "law/1", "law/2" }));
        Assert.That(submission.MissingSubjects, Has.Count.EqualTo(51).And.Not.Contain("law"));
        Assert.That((submission.IsComplete, submission.Answered), Is.EqualTo((false, 1)));
    }

    [Test]
    public void The_last_record_of_a_question_counts()
    {
        var submission = CevalSubmission.Create(Data("law/0", "law/1"), [Record("law/0", "A"), Record("law/0", "B"), Record("law/1", "A"), Record("law/1", null)]);
        Assert.That(Write(submission), Does.Contain("\"0\": \"B\"").And.Not.Contain("\"1\""));
    }

    [Test]
    public void Records_of_two_models_are_refused() =>
        Assert.That(
            () => CevalSubmission.Create(Data("law/0", "law/1"), [Record("law/0", "A"), Record("law/1", "A") with { Model = "other" }]),
            Throws.ArgumentException.With.Message.Contains("one model"));

    private static string Write(CevalSubmission submission)
    {
        using var stream = new MemoryStream();
        submission.Write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static BenchmarkData Data(params string[] ids) => new()
    {
        Benchmark = "ceval",
        Split = "test",
        Folder = "ceval",
        Samples = [.. ids.Select((id, position) => new Sample { Id = id, Subset = id.Split('/')[0], Position = position, Question = "?" })],
        Examples = [],
        Digests = new Dictionary<string, string>(),
    };

    private static SampleRecord Record(string id, string? answer) => new()
    {
        Model = "baseline:random",
        Benchmark = "ceval",
        Protocol = "official",
        Version = 1,
        Subset = id.Split('/')[0],
        Id = id,
        Repeat = 0,
        Status = answer is null ? SampleStatus.NoAnswer : SampleStatus.Scored,
        Answer = answer,
    };
}
