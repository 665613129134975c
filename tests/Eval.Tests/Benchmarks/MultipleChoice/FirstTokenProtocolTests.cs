using System.Text.Json;
using Eval.Benchmarks;
using Eval.Core.Models;
using Eval.Core.Scoring;
using Eval.Hosting.Planning;
using Eval.Models;
using Eval.Testing;
using Eval.Tests.Models;
using NUnit.Framework;

namespace Eval.Tests.Benchmarks.MultipleChoice;

/// <summary>The named protocol of first-token <c>top_logprobs</c> over chat, from the prompt through the wire to the verdict.</summary>
[TestFixture("mmlu")]
[TestFixture("ceval")]
public sealed class FirstTokenProtocolTests(string benchmark)
{
    // Log-probabilities of reported first tokens, and the letter that must be read; empty for no answer. The key of the fixture's question is not looked at.
    [TestCase("""{"A":-3,"B":-0.2,"C":-4,"The":-2}""", "B")]
    [TestCase("""{"C":-0.8," C":-1.2,"A":-0.6}""", "C", TestName = "{c}: a letter with and without a space is one answer")]
    [TestCase("""{"The":-0.1,"D":-9}""", "D", TestName = "{c}: a letter that is reported wins over those that are not")]
    [TestCase("""{"The":-0.1,"Answer":-3,"a":-4}""", "", TestName = "{c}: no letter among the reported tokens is no answer")]
    public async Task The_likeliest_reported_letter_is_the_answer(string tops, string expected)
    {
        var found = BenchmarkCatalog.Find(benchmark)!;
        var data = await found.LoadAsync(Path.Combine(TestPaths.Repository, "tests", "Eval.Tests", "Benchmarks", "Goldens", "fixture"), found.Info.DefaultSplit, default);
        var protocol = found.Protocols.Single(candidate => candidate.Info.Name == "chat-logprobs").Bind(data, sandbox: null);
        var prompt = protocol.Render(data.Samples[0]);
        var network = new StubHandler().Answer(Answer(tops));

        var completion = await ((IContinuationScorer)Model(network)).ScoreAsync(new ContinuationRequest { Prompt = prompt, Metadata = Requests.About(benchmark: benchmark) }, default);
        var score = await protocol.Scorer.ScoreAsync(data.Samples[0], completion, default);

        using var body = JsonDocument.Parse(network.Sent[0].Body);
        Assert.That(body.RootElement.GetProperty("messages")[0].GetProperty("content").GetString(), Is.EqualTo(prompt.Messages[0].Content));
        Assert.That((body.RootElement.GetProperty("max_completion_tokens").GetInt32(), body.RootElement.GetProperty("top_logprobs").GetInt32()), Is.EqualTo((1, 20)));
        Assert.That((score.Status, score.Answer ?? ""), Is.EqualTo((expected.Length > 0 ? SampleStatus.Scored : SampleStatus.NoAnswer, expected)));
    }

    [Test]
    public void A_model_that_reports_no_first_tokens_is_refused_in_planning()
    {
        var problems = new List<Problem>();
        var chat = Info("silent", ModelAbilities.Chat);

        var chosen = ProtocolChooser.Choose(BenchmarkCatalog.Find(benchmark)!, new BenchmarkSpec(benchmark, "chat-logprobs", []), [chat, Info("telling", ModelAbilities.Chat | ModelAbilities.FirstTokenLogProbabilities)], problems, []);

        Assert.That(chosen.Select(choice => choice.Model.Name), Is.EqualTo(new[] { "telling" }));
        Assert.That(problems.Select(problem => problem.ToString()), Has.Exactly(1).Contains($"{benchmark}@chat-logprobs with silent: it reports no log-probabilities of first answer tokens"));
    }

    private static string Answer(string tops)
    {
        using var document = JsonDocument.Parse(tops);
        var alternatives = document.RootElement.EnumerateObject().Select(top => new { token = top.Name, logprob = top.Value.GetDouble() }).ToList();
        return JsonSerializer.Serialize(new
        {
            choices = new[] { new { index = 0, message = new { role = "assistant", content = "x" }, logprobs = new { content = new[] { new { token = "x", logprob = -1.0, top_logprobs = alternatives } } } } },
        });
    }

    private static ModelInfo Info(string name, ModelAbilities abilities) =>
        new() { Name = name, Provider = "openai", ModelId = name, Abilities = abilities, Fingerprint = name };

    private static IModel Model(StubHandler network) =>
        Requests.Create(ModelFactory.BuiltIn.Single(provider => provider.Name == "openai"), "openai:gpt-4o", new ModelContext { HttpHandler = network, Environment = _ => "secret-key-of-tests" });
}
