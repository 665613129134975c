using Eval.Core.Datasets;
using Eval.Core.Models;
using Eval.Core.Results;
using Eval.Core.Results.Import;
using Eval.Testing;
using Eval.Tests.Core.Running;
using NUnit.Framework;

namespace Eval.Tests.Core.Results.Import;

public sealed class CompletionFilesTests
{
    private static readonly IReadOnlyList<Sample> Rows = TestPlan.Samples(4);

    [Test]
    public void Human_eval_samples_are_found_by_task_and_their_repeats_by_order()
    {
        using var folder = new TemporaryFolder();
        var samples = Rows.Select((sample, row) => sample with { Id = $"HumanEval/{row}" }).ToList();
        var bound = Bind(folder, samples, """
            {"task_id": "HumanEval/1", "completion": "first"}
            {"task_id": "HumanEval/0", "completion": ""}
            {"task_id": "HumanEval/1", "completion": "second", "passed": true}
            {"task_id": "HumanEval/0", "completion": "  x\n"}
            """);

        Assert.That((bound.Repeats, bound.Found), Is.EqualTo((2, 4)));
        Assert.That(bound.Read("HumanEval/1", 0).Text, Is.EqualTo("first"));
        Assert.That(bound.Read("HumanEval/1", 1).Text, Is.EqualTo("second"));
        Assert.That(bound.Read("HumanEval/0", 0).Text, Is.Empty);
        Assert.That(bound.Read("HumanEval/0", 1).Text, Is.EqualTo("  x\n"));
        Assert.That(bound.Missing, Is.EqualTo(new[] { "HumanEval/2", "HumanEval/2#1", "HumanEval/3", "HumanEval/3#1" }));
        Assert.That(() => bound.Read("HumanEval/2", 0), Throws.TypeOf<ModelRequestException>().With.Message.EqualTo("No line of answers.jsonl answers HumanEval/2."));
    }

    [Test]
    public void Everything_that_cannot_be_used_is_listed_with_its_line_and_the_rest_is_used()
    {
        using var folder = new TemporaryFolder();
        var bound = Bind(folder, Rows, """
            {"id": 0, "completion": "A"}
            {"id": "1", "completion":
            {"id": "nowhere", "completion": "A"}
            {"id": "1", "completion": null}
            {"id": "2"}

            ["no", "object"]
            {"name": "x"}
            {"id": "0", "completion": "B"}
            {"id": "0", "completion": "A"} trailing
            {"benchmark":"other","protocol":"p","status":"scored","model":"m","version":1,"subset":"","id":"3","repeat":0,"completion":"A"}
            """);

        var file = folder.File("answers.jsonl");
        Assert.That(bound.Problems.Select(problem => (problem.Line, problem.Kind)), Is.EqualTo(new[]
        {
            (2, CompletionProblemKind.BrokenLine),
            (3, CompletionProblemKind.UnknownId),
            (4, CompletionProblemKind.NoText),
            (5, CompletionProblemKind.NoText),
            (7, CompletionProblemKind.BrokenLine),
            (8, CompletionProblemKind.UnknownFormat),
            (9, CompletionProblemKind.Duplicate),
            (10, CompletionProblemKind.BrokenLine),
            (11, CompletionProblemKind.OtherBenchmark),
        }));
        Assert.That(bound.Problems[1].ToString(), Is.EqualTo($"{file}:3: quiz has no sample nowhere"));
        Assert.That(bound.Problems[2].ToString(), Is.EqualTo($"{file}:4: 1 has no text"));
        Assert.That((bound.Repeats, bound.Found, bound.Read("0", 0).Text), Is.EqualTo((1, 3, "A")));
        Assert.That(bound.Missing, Is.EqualTo(new[] { "3" }));
        Assert.That(() => bound.Read("2", 0), Throws.TypeOf<ModelRequestException>().With.Message.EqualTo($"{file}:5 holds no answer."));
    }

    [Test]
    public void Lines_of_samples_that_are_not_asked_for_are_passed_over()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("answers.jsonl", """
            {"id": "0", "completion": "A"}
            {"id": "1", "completion": "B"}
            {"id": "9", "completion": "C"}
            """);
        var bound = CompletionFiles.Open([path]).Bind("quiz", [Rows[0]], Rows, repeats: null);

        Assert.That(bound.Problems.Select(problem => problem.Line), Is.EqualTo(new[] { 3 }));
        Assert.That((bound.Found, bound.Missing.Count), Is.EqualTo((1, 0)));
    }

    [Test]
    public void Generations_of_lm_eval_are_read_raw_and_once_for_all_filters()
    {
        using var folder = new TemporaryFolder();
        var bound = Bind(folder, Rows, """
            {"doc_id": 0, "doc": {"question": "q"}, "target": "4", "resps": [[" It is 4.\n"]], "filtered_resps": ["4"], "filter": "strict-match", "exact_match": 1.0}
            {"doc_id": 1, "doc": {"question": "q"}, "target": "5", "resps": [["5"]], "filtered_resps": ["5"], "filter": "strict-match"}
            {"doc_id": 0, "doc": {"question": "q"}, "target": "4", "resps": [[" It is 4.\n"]], "filtered_resps": ["4"], "filter": "flexible-extract"}
            {"doc_id": 2, "doc": {"question": "q"}, "filtered_resps": ["7"]}
            {"doc_id": 3, "doc": {"question": "q"}, "resps": [], "filter": "strict-match"}
            """);

        Assert.That((bound.Repeats, bound.Found), Is.EqualTo((1, 4)));
        Assert.That(new[] { "0", "1", "2" }.Select(id => bound.Read(id, 0).Text), Is.EqualTo(new[] { " It is 4.\n", "5", "7" }));
        Assert.That(bound.Problems.Select(problem => (problem.Line, problem.Kind)), Is.EqualTo(new[] { (5, CompletionProblemKind.NoText) }));
    }

    [Test]
    public void Repeats_within_a_line_of_lm_eval_are_repeats()
    {
        using var folder = new TemporaryFolder();
        var bound = Bind(folder, [Rows[0]], """{"doc_id": 0, "doc": {}, "resps": [["a", "b", "c"]], "filtered_resps": [["a", "b", "c"]], "filter": "create_test"}""");

        Assert.That(bound.Repeats, Is.EqualTo(3));
        Assert.That(Enumerable.Range(0, 3).Select(repeat => bound.Read("0", repeat).Text), Is.EqualTo(new[] { "a", "b", "c" }));
    }

    [TestCase("samples_mmlu_college_biology_2026-01-02T03-04-05.678.jsonl", """{"doc_id": 1, "doc": {"question": "q"}, RESPS}""")]
    [TestCase("samples.jsonl", """{"doc_id": 1, "doc": {"subject": "college_biology"}, RESPS}""")]
    [TestCase("samples_ceval-valid_college_biology_2026.jsonl", """{"doc_id": 0, "doc": {"id": 1}, RESPS}""")]
    public void Log_probabilities_of_lm_eval_are_found_by_subject_and_row(string name, string line)
    {
        using var folder = new TemporaryFolder();
        string[] ids = ["biology/0", "biology/1", "college_biology/0", "college_biology/1"];
        var samples = ids.Select((id, position) => Rows[position] with { Id = id, Subset = id.Split('/')[0] }).ToList();
        var resps = """ "resps": [[["-1.5", "False"]], [["-0.25", "True"]]], "filtered_resps": [["-1.5", "False"], ["-0.25", "True"]] """;
        var files = CompletionFiles.Open([folder.Write(name, line.Replace("RESPS", resps, StringComparison.Ordinal))]);
        var bound = files.Bind("mmlu", samples, samples, repeats: null);

        var completion = bound.Read("college_biology/1", 0);
        Assert.That(completion.Choices, Is.EqualTo(new[] { new ContinuationScore(-1.5, 0, false), new ContinuationScore(-0.25, 0, true) }));
        Assert.That(completion.Text, Is.Null);
        Assert.That(files.Abilities.HasFlag(ModelAbilities.Continuations), Is.True);
        Assert.That(files.Abilities.HasFlag(ModelAbilities.Text), Is.False);
        Assert.That(bound.Problems, Is.Empty);
    }

    [Test]
    public void A_samples_file_of_ours_gives_back_all_that_was_recorded_and_an_answer_replaces_an_error()
    {
        using var folder = new TemporaryFolder();
        var error = SampleLines.Record("0", Eval.Core.Scoring.SampleStatus.Error, null, completion: null) with { Error = "500: sorry." };
        var record = SampleLines.Record("0#1") with
        {
            Repeat = 1,
            Reasoning = "because",
            FinishReason = "length",
            Usage = new UsageRecord(1, 2, 3, 4, 5),
            Cost = new CostRecord(0.5m, "USD"),
            LatencyMs = 12.5,
            Attempts = 2,
        };
        var bound = Bind(folder, [Rows[0], Rows[1]], string.Join('\n', new[]
        {
            error, record, SampleLines.Record("0", completion: "late"), SampleLines.Record("0", completion: "later"), error with { Id = "1" },
        }.Select(SampleLines.Line)));

        Assert.That(bound.Read("0", 0).Text, Is.EqualTo("late"));
        var completion = bound.Read("0", 1);
        Assert.That((completion.Text, completion.Reasoning, completion.FinishReason, completion.Latency, completion.Attempts, completion.Cost),
            Is.EqualTo(("answer", "because", FinishReason.Length, TimeSpan.FromMilliseconds(12.5), 2, (Cost?)new Cost(0.5m, "USD"))));
        Assert.That(completion.Usage, Is.EqualTo(new Usage { Input = 1, Output = 2, Cached = 3, Reasoning = 4, Evaluated = 5 }));
        Assert.That(() => bound.Read("1", 0), Throws.TypeOf<ModelRequestException>().With.Message.EqualTo("500: sorry."));
        Assert.That(bound.Problems.Select(problem => (problem.Line, problem.Kind)), Does.Contain((4, CompletionProblemKind.Duplicate)));
    }

    [TestCase(-1)]
    [TestCase(int.MaxValue)]
    public void A_repeat_that_cannot_be_is_reported(int repeat)
    {
        using var folder = new TemporaryFolder();
        var bound = Bind(folder, Rows, SampleLines.Line(SampleLines.Record("0") with { Repeat = repeat }));

        Assert.That(bound.Problems.Single().Kind, Is.EqualTo(CompletionProblemKind.UnknownId));
    }

    [Test]
    public void The_fingerprint_follows_the_content()
    {
        using var folder = new TemporaryFolder();
        var one = CompletionFiles.Open([folder.Write("1", """{"id":"0","completion":"A"}""")]);
        var same = CompletionFiles.Open([folder.Write("2", """{"id":"0","completion":"A"}""")]);
        var other = CompletionFiles.Open([folder.Write("3", """{"id":"0","completion":"B"}""")]);

        Assert.That(same.Fingerprint, Is.EqualTo(one.Fingerprint));
        Assert.That(other.Fingerprint, Is.Not.EqualTo(one.Fingerprint));
    }

    [Test]
    public void A_missing_file_is_refused_by_name() =>
        Assert.That(() => CompletionFiles.Open(["nowhere.jsonl"]), Throws.TypeOf<RunFolderException>().With.Message.Contains("nowhere.jsonl"));

    private static BoundCompletions Bind(TemporaryFolder folder, IReadOnlyList<Sample> samples, string content) =>
        CompletionFiles.Open([folder.Write("answers.jsonl", content)]).Bind("quiz", samples, samples, repeats: null);
}
