using Eval.Core.Models;
using Eval.Core.Results;
using Eval.Core.Running;
using Eval.Core.Scoring;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Core.Running;

/// <summary>What is sent, and what is made of what comes back.</summary>
public sealed class RunnerRequestTests
{
    [Test]
    public async Task Settings_are_the_protocols_unless_the_user_gave_others()
    {
        var model = new FakeModel("m", _ => FakeModel.Text("A"));
        await RecordsAsync(TestPlan.Task(model, TestPlan.Samples(1)));
        var request = model.Requests.Single();
        Assert.That((request.MaxTokens, request.Temperature, request.TopP, request.Seed), Is.EqualTo((64, (double?)0, (double?)null, (long?)null)));
        Assert.That(request.Stop, Is.EqualTo(new[] { "\n\n" }));

        var own = new FakeModel("m", _ => FakeModel.Text("A"));
        var overrides = new GenerationOverrides { MaxTokens = 7, Temperature = 0.8, TopP = 0.95, Seed = 100 };
        await RecordsAsync(TestPlan.Task(own, TestPlan.Samples(1), repeats: 2) with { Overrides = overrides });
        Assert.That(
            own.Requests.Select(sent => (sent.MaxTokens, sent.Temperature, sent.TopP, sent.Seed)).Order(),
            Is.EqualTo(new[] { (7, 0.8, 0.95, 100L), (7, 0.8, 0.95, 101L) }), "one seed would give the same answer twice");
    }

    [Test]
    public async Task A_reasoning_model_gets_the_larger_token_limit()
    {
        var model = new FakeModel("m", _ => FakeModel.Text("A"))
        {
            Info = new ModelInfo { Name = "m", Provider = "fake", ModelId = "m", Abilities = ModelAbilities.Text, Fingerprint = "f", IsReasoning = true },
        };
        await RecordsAsync(TestPlan.Task(model, TestPlan.Samples(1)));
        Assert.That(model.Requests.Single().MaxTokens, Is.EqualTo(16_384));
    }

    [Test]
    public async Task Text_is_cut_at_the_stop_string_even_when_the_server_did_not()
    {
        var record = await RecordAsync(FakeModel.Text(" A \n\nQuestion: next?", FinishReason.Length));
        Assert.That((record.Completion, record.FinishReason), Is.EqualTo((" A ", "stop")));
    }

    [Test]
    public async Task A_thought_is_kept_apart_and_stop_strings_apply_to_the_answer_only()
    {
        var record = await RecordAsync(FakeModel.Text("<think>one\n\ntwo</think>A\n\nmore"));
        Assert.That((record.Reasoning, record.Completion, record.Score), Is.EqualTo(("one\n\ntwo", "A", 1.0)));
    }

    [Test]
    public async Task An_unfinished_thought_is_truncated_and_never_scored()
    {
        var record = await RecordAsync(FakeModel.Text("<think>The answer is A"));
        Assert.That((record.Status, record.Score, record.Completion, record.FinishReason), Is.EqualTo((SampleStatus.Truncated, 0.0, "", "length")));
    }

    [Test]
    public async Task No_text_is_an_error_and_an_empty_text_is_an_answer()
    {
        var filtered = await RecordAsync(FakeModel.Text(null, FinishReason.ContentFilter));
        Assert.That((filtered.Status, filtered.Score, filtered.Error), Is.EqualTo((SampleStatus.Error, (double?)null, "The model returned no text (finish reason ContentFilter).")));
        Assert.That(filtered.Usage, Is.EqualTo(new UsageRecord(10, 2, null, null)), "what it cost is kept");

        var declined = await RecordAsync(FakeModel.Text(null) with { Refusal = "I cannot." });
        Assert.That(declined.Error, Is.EqualTo("The model declined: I cannot."));

        var empty = await RecordAsync(FakeModel.Text(""));
        Assert.That((empty.Status, empty.Score, empty.Completion), Is.EqualTo((SampleStatus.NoAnswer, 0.0, "")));
    }

    [Test]
    public async Task Continuations_are_scored_subject_by_subject_and_their_log_probabilities_kept()
    {
        var protocol = new FakeProtocol { Info = FakeProtocol.DefaultInfo with { Needs = ModelAbilities.Continuations, MaxTokens = 0 } };
        var model = Scorer(-1.5, -0.5);
        var mixed = TestPlan.Samples(6).Select((sample, place) => sample with { Subset = place % 2 == 0 ? "even" : "odd" }).ToList();
        var records = await RecordsAsync(TestPlan.Task(model, mixed, protocol), concurrency: 1);

        Assert.That(model.Asked, Is.EqualTo(new[] { "0#0", "2#0", "4#0", "1#0", "3#0", "5#0" }), "neighbours share their shots");
        Assert.That(records[0].ChoiceLogprobs, Is.EqualTo(new[] { -1.5, -0.5 }));
        Assert.That((records[0].Completion, records[0].Answer, records[0].FinishReason), Is.EqualTo(((string?)null, "B", "scored")));
    }

    [TestCase(new[] { -1.0 }, "The model scored 1 continuations of 2.")]
    [TestCase(new[] { -1.0, double.NaN }, "The model gave a log-probability that is not a finite number.")]
    public async Task Log_probabilities_that_cannot_be_used_are_errors(double[] scores, string error)
    {
        var protocol = new FakeProtocol { Info = FakeProtocol.DefaultInfo with { Needs = ModelAbilities.Continuations, MaxTokens = 0 } };
        var record = (await RecordsAsync(TestPlan.Task(Scorer(scores), TestPlan.Samples(1), protocol))).Single();
        Assert.That((record.Status, record.Error), Is.EqualTo((SampleStatus.Error, error)));
    }

    [Test]
    public async Task A_time_limit_inside_a_model_is_an_error_and_not_a_cancellation()
    {
        var model = new FakeModel("m", (_, _) => throw new TaskCanceledException("100 s have passed."));
        var record = (await RecordsAsync(TestPlan.Task(model, TestPlan.Samples(1)))).Single();
        Assert.That((record.Status, record.Error), Is.EqualTo((SampleStatus.Error, "The request was given up: 100 s have passed.")));
    }

    [TestCase("ab###", "###|b###", "a")]
    [TestCase("ab", "###|", "ab")]
    [TestCase("x\n\nQuestion: y", "Question:|\n\n", "x")]
    [TestCase("Question:", "Question:", "")]
    [TestCase("QUESTION:", "Question:", "QUESTION:")]
    [TestCase(" a ", "b", " a ")]
    public void The_earliest_stop_string_cuts(string text, string stop, string expected) =>
        Assert.That(StopStrings.Cut(text, stop.Split('|')), Is.EqualTo(expected));

    private static FakeModel Scorer(params double[] scores) => new("m", _ => new Completion
    {
        Text = "",
        FinishReason = FinishReason.Scored,
        Choices = [.. scores.Select(score => new ContinuationScore(score, 1, IsGreedy: false))],
    });

    private static async Task<SampleRecord> RecordAsync(Completion completion) =>
        (await RecordsAsync(TestPlan.Task(new FakeModel("m", _ => completion), TestPlan.Samples(1)))).Single();

    private static async Task<IReadOnlyList<SampleRecord>> RecordsAsync(PlannedTask task, int concurrency = 4)
    {
        using var runs = new TemporaryFolder();
        var plan = TestPlan.Plan(task) with { DefaultConcurrency = concurrency };
        var folder = RunFolder.Create(runs.Path, plan.Manifest);
        await TestPlan.RunAsync(plan, folder);
        return [.. folder.ReadSamples(task.Manifest)];
    }
}
