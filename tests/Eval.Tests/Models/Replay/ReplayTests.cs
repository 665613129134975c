using Eval.Core.Models;
using Eval.Models.Replay;
using Eval.Testing;
using NUnit.Framework;

namespace Eval.Tests.Models.Replay;

[TestFixture]
public sealed class ReplayTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [TestCase("""{"id":"7","completion":"x"}""", "7")]
    [TestCase("""{"id":7,"completion":"x"}""", "7")]
    [TestCase("""{"task_id":"HumanEval/3","completion":"x"}""", "HumanEval/3")]
    public async Task Ids_may_be_text_or_numbers(string line, string id) =>
        Assert.That((await Ask(Open(line), id)).Text, Is.EqualTo("x"));

    [Test]
    public async Task Several_lines_for_one_id_are_its_repeats_in_order()
    {
        var model = Open("""{"id":1,"completion":"first"}""", """{"id":2,"completion":"other"}""", """{"id":1,"completion":"second"}""");

        Assert.That(model.Info.OwnRepeats, Is.EqualTo(2));
        Assert.That((await Ask(model, "1", repeat: 0)).Text, Is.EqualTo("first"));
        Assert.That((await Ask(model, "1", repeat: 1)).Text, Is.EqualTo("second"));
        Assert.That(() => Ask(model, "2", repeat: 1), Throws.InstanceOf<ModelRequestException>().With.Message.Contains("repeat 1 of 2"));
    }

    [Test]
    public async Task Records_of_our_own_runs_are_read_in_any_order()
    {
        var model = Open("""{"id":"a/0#1","repeat":1,"completion":"second"}""", """{"id":"a/0","repeat":0,"completion":"first"}""");

        Assert.That((await Ask(model, "a/0", repeat: 0)).Text, Is.EqualTo("first"));
        Assert.That((await Ask(model, "a/0", repeat: 1)).Text, Is.EqualTo("second"));
    }

    [Test]
    public async Task Lines_that_name_a_benchmark_answer_only_that_one()
    {
        var model = Open("""{"benchmark":"gsm8k","id":"0","completion":"g"}""", """{"benchmark":"math","id":"0","completion":"m"}""");

        Assert.That((await Ask(model, "0", benchmark: "gsm8k")).Text, Is.EqualTo("g"));
        Assert.That((await Ask(model, "0", benchmark: "math")).Text, Is.EqualTo("m"));
        Assert.That(() => Ask(model, "0", benchmark: "mmlu"), Throws.InstanceOf<ModelRequestException>());
    }

    [Test]
    public async Task An_empty_completion_is_an_answer() =>
        Assert.That((await Ask(Open("""{"id":"0","completion":""}"""), "0")).Text, Is.Empty);

    [TestCase("""{"id":"0"}""")]
    [TestCase("""{"id":"0","completion":null}""")]
    public void A_missing_completion_is_an_error(string line) =>
        Assert.That(() => Ask(Open(line), "0"), Throws.InstanceOf<ModelRequestException>().With.Message.Contains("has no completion").And.Property("IsTransient").False);

    [Test]
    public void A_sample_without_a_line_is_an_error_that_names_it() =>
        Assert.That(() => Ask(Open("""{"id":"0","completion":"x"}"""), "9"), Throws.InstanceOf<ModelRequestException>().With.Message.Contains("no line for 9"));

    [Test]
    public async Task Reasoning_and_finish_reason_are_kept()
    {
        var completion = await Ask(Open("""{"id":"0","completion":"x","reasoning":"hm","finish_reason":"length"}"""), "0");

        Assert.That((completion.Reasoning, completion.FinishReason), Is.EqualTo(("hm", FinishReason.Length)));
    }

    [Test]
    public void Every_broken_line_is_listed_with_its_number()
    {
        var path = _folder.Write("r.jsonl", string.Join('\n', """{"id":"0","completion":"x"}""", "{", "", "[]", """{"completion":"x"}""", """{"id":true}""", """{"id":1,"completion":3}"""));
        var creation = new ReplayProvider().Create(ModelSpecParser.Parse($"replay:{path}", out _)!, new ModelContext());

        Assert.That(creation.Model, Is.Null);
        Assert.That(creation.Problems.Select(problem => problem[(path.Length + 1)..].Split(':')[0]), Is.EqualTo(new[] { "2", "4", "5", "6", "7" }));
    }

    [Test]
    public void A_missing_file_is_refused_by_name()
    {
        var creation = new ReplayProvider().Create(ModelSpecParser.Parse("replay:nowhere.jsonl", out _)!, new ModelContext());

        Assert.That(creation.Problems, Has.Exactly(1).Contains("nowhere.jsonl cannot be read"));
    }

    [Test]
    public void The_fingerprint_is_the_digest_of_the_file()
    {
        var model = Open("""{"id":"0","completion":"x"}""");

        Assert.That(model.Info.Fingerprint, Is.EqualTo(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(_folder.File("r.jsonl"))))));
    }

    private IModel Open(params string[] lines) => Requests.Create(new ReplayProvider(), $"replay:{_folder.Write("r.jsonl", string.Join('\n', lines) + "\n")}");

    private static Task<Completion> Ask(IModel model, string id, int repeat = 0, string benchmark = "gsm8k") =>
        model.GenerateAsync(Requests.Chat("?", Requests.About(id, repeat, benchmark)), default);
}
