using System.Net;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Models;
using Eval.Models.Decorators;
using Eval.Tests.Models.Decorators;
using NUnit.Framework;

namespace Eval.Tests.Models.OpenAi;

/// <summary>Log-likelihood where a server truly gives it, and the refusal where it only looks so.</summary>
[TestFixture]
public sealed class LogprobTests
{
    private const string Echoing = "openai-compatible:m?base_url=http://localhost:8000/v1&api=both";

    [Test]
    public async Task Echoed_log_probabilities_of_the_continuation_are_summed()
    {
        var network = new StubHandler().Answer("""
            {"model":"m","choices":[
            {"index":1,"text":"Q: x Yes.","logprobs":{"tokens":["Q",":"," x"," Y","es","."],"token_logprobs":[null,-1,-2,-0.5,-0.25,-9],"top_logprobs":[null,{":":-1},{" x":-2},{" N":-0.1," Y":-0.5},{"es":-0.25},{".":-9}]},"finish_reason":"length"},
            {"index":0,"text":"Q: x No.","logprobs":{"tokens":["Q",":"," x"," No","."],"token_logprobs":[null,-1,-2,-0.1,-9],"top_logprobs":[null,{":":-1},{" x":-2},{" No":-0.1},{".":-9}]},"finish_reason":"length"}],
            "usage":{"prompt_tokens":9,"completion_tokens":2}}
            """);

        var completion = await Scorer(network).ScoreAsync(Requests.Score("Q: x", Requests.About(), " No", " Yes"), default);

        Assert.That(completion.Choices, Is.EqualTo(new ContinuationScore[] { new(-0.1, 1, true), new(-0.75, 2, false) }));
        Assert.That(network.Sent[0].Body, Is.EqualTo("""{"model":"m","prompt":["Q: x No","Q: x Yes"],"max_tokens":1,"temperature":0,"logprobs":1,"echo":true}"""));
    }

    [TestCase("""{"choices":[{"index":0,"text":".","logprobs":null}]}""", "ignores echo")]
    [TestCase("""{"choices":[{"index":0,"text":".","logprobs":{"tokens":["."],"token_logprobs":[-1],"top_logprobs":[{".":-1}]}}]}""", "ignores echo")]
    [TestCase("""{"choices":[{"index":0,"text":".","logprobs":{"content":[{"token":".","logprob":-1,"top_logprobs":[]}]}}]}""", "ignores echo")]
    [TestCase("""{"choices":[{"index":0,"text":"Q A.","logprobs":{"tokens":["Q A","."],"token_logprobs":[null,-1],"top_logprobs":[null,{".":-1}]}}]}""", "across the border")]
    [TestCase("""{"choices":[{"index":3,"text":"."}]}""", "each of the prompts")]
    public void A_server_that_ignores_echo_is_never_scored_at_chance(string body, string expected) =>
        Assert.That(
            () => Scorer(new StubHandler().Answer(body)).ScoreAsync(Requests.Score("Q", Requests.About(), " A"), default),
            Throws.InstanceOf<ModelRequestException>().With.Message.Contains(expected));

    [Test]
    public async Task The_probe_admits_a_server_whose_log_probabilities_depend_on_the_text()
    {
        var network = new StubHandler().Answer("""{"data":[]}""").Answer(Echo("The capital of France is", [" Paris", " zebra", " quickly"], [-0.2, -9, -7])).Answer(Echo("The capital of Italy is", [" Rome", " zebra", " Paris"], [-0.3, -9.5, -3]));
        var model = Model(Echoing, network);

        await ((IModelPreflight)model).CheckAsync(default);

        Assert.That(model.Info.Abilities.HasFlag(ModelAbilities.Continuations));
        Assert.That(model.Info.Details["log-likelihood"], Is.EqualTo("echo"));
    }

    [TestCase(HttpStatusCode.TooManyRequests, "{}")]
    [TestCase(HttpStatusCode.InternalServerError, "{}")]
    [TestCase(HttpStatusCode.OK, "{\"choices\":[{\"index\":0,\"tex")]
    public async Task A_server_that_was_busy_while_it_was_probed_is_probed_again(HttpStatusCode status, string body)
    {
        var network = new StubHandler().Answer("""{"data":[]}""").Answer(body, status).Answer("""{"data":[]}""")
            .Answer(Echo("The capital of France is", [" Paris", " zebra", " quickly"], [-0.2, -9, -7])).Answer(Echo("The capital of Italy is", [" Rome", " zebra", " Paris"], [-0.3, -9.5, -3]));
        await using var model = new RetryModel(Model(Echoing, network), new RetryOptions(), new PatientTime(), seed: 1);

        await model.CheckAsync(default);

        Assert.That(model.Info.Abilities.HasFlag(ModelAbilities.Continuations));
        Assert.That(model.Info.Details["log-likelihood"], Is.EqualTo("echo"));
    }

    [Test]
    public async Task A_server_that_stays_busy_offers_no_log_likelihood_and_says_why()
    {
        var network = new StubHandler().Answer("""{"data":[]}""").Answer("""{"error":{"message":"out of workers"}}""", HttpStatusCode.InternalServerError);
        await using var model = new RetryModel(Model(Echoing, network), new RetryOptions(), new PatientTime(), seed: 1);

        Assert.That(() => model.CheckAsync(default), Throws.InstanceOf<ModelRequestException>());

        Assert.That(model.Info.Abilities.HasFlag(ModelAbilities.Continuations), Is.False);
        Assert.That(model.Info.Details["log-likelihood"], Is.EqualTo("not offered: http://localhost:8000/v1 answered 500: out of workers"));
    }

    [Test]
    public async Task The_probe_refuses_flat_log_probabilities()
    {
        var network = new StubHandler().Answer("""{"data":[]}""").Answer(Echo("The capital of France is", [" Paris", " zebra", " quickly"], [0, 0, 0])).Answer(Echo("The capital of Italy is", [" Rome", " zebra", " Paris"], [0, 0, 0]));
        var model = Model(Echoing, network);

        await ((IModelPreflight)model).CheckAsync(default);

        Assert.That(model.Info.Abilities.HasFlag(ModelAbilities.Continuations), Is.False);
        Assert.That(model.Info.Details["log-likelihood"], Does.Contain("do not depend on the text"));
    }

    [Test]
    public async Task A_server_without_legacy_completions_is_asked_for_text_only()
    {
        var network = new StubHandler().Answer("""{"data":[]}""").Answer("""{"error":{"message":"Not Found"}}""", HttpStatusCode.NotFound);
        var model = Model(Echoing, network);

        await ((IModelPreflight)model).CheckAsync(default);

        Assert.That(model.Info.Abilities.HasFlag(ModelAbilities.Continuations), Is.False);
    }

    [Test]
    public async Task The_first_tokens_of_a_chat_answer_are_looked_up_with_and_without_a_space()
    {
        var network = new StubHandler().Answer("""
            {"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"B"},"finish_reason":"length",
            "logprobs":{"content":[{"token":"B","logprob":-0.7,"bytes":[66],"top_logprobs":[{"token":"B","logprob":-0.7},{"token":" B","logprob":-2.0},{"token":"A","logprob":-1.0},{"token":"The","logprob":-3}]}]}}]}
            """);
        var request = new ContinuationRequest
        {
            Prompt = new Prompt { Messages = [new(ChatRole.User, "Which?")], Continuations = ["A", "B", "C"] },
            Metadata = Requests.About(),
        };

        var completion = await ((IContinuationScorer)Model("openai:gpt-4o", network)).ScoreAsync(request, default);

        Assert.That(
            network.Sent[0].Body,
            Is.EqualTo("""{"model":"gpt-4o","messages":[{"role":"user","content":"Which?"}],"max_completion_tokens":1,"temperature":0,"logprobs":true,"top_logprobs":20}"""));
        Assert.That(completion.Choices[0].LogProbability, Is.EqualTo(-1.0));
        Assert.That(completion.Choices[1].LogProbability, Is.EqualTo(Math.Log(Math.Exp(-0.7) + Math.Exp(-2.0))).Within(1e-12));
        Assert.That(completion.Choices[2].LogProbability, Is.EqualTo(-100));
        Assert.That(completion.Choices.Select(choice => choice.IsGreedy), Is.EqualTo(new[] { false, true, false }));
    }

    [Test]
    public async Task When_no_option_is_among_the_reported_tokens_none_has_a_probability()
    {
        var network = new StubHandler().Answer("""
            {"choices":[{"index":0,"message":{"role":"assistant","content":"The"},"finish_reason":"length",
            "logprobs":{"content":[{"token":"The","logprob":-0.1,"top_logprobs":[{"token":"The","logprob":-0.1},{"token":"Answer","logprob":-3}]}]}}]}
            """);
        var request = new ContinuationRequest { Prompt = new Prompt { Messages = [new(ChatRole.User, "Which?")], Continuations = ["A", "B"] }, Metadata = Requests.About() };

        var completion = await ((IContinuationScorer)Model("openai:gpt-4o", network)).ScoreAsync(request, default);

        Assert.That(completion.Choices, Is.EqualTo(new ContinuationScore[] { new(ContinuationScore.Unlisted, 1, false), new(ContinuationScore.Unlisted, 1, false) }));
    }

    [TestCase("""{"choices":[{"index":0,"message":{"content":"B"},"logprobs":null}]}""")]
    [TestCase("""{"choices":[{"index":0,"message":{"content":"B"},"logprobs":{"content":[]}}]}""")]
    public void A_server_that_leaves_out_the_first_tokens_is_never_scored_at_chance(string body)
    {
        var request = new ContinuationRequest { Prompt = new Prompt { Messages = [new(ChatRole.User, "Which?")], Continuations = ["A", "B"] }, Metadata = Requests.About() };

        Assert.That(
            () => ((IContinuationScorer)Model("openai:gpt-4o", new StubHandler().Answer(body))).ScoreAsync(request, default),
            Throws.InstanceOf<ModelRequestException>().With.Message.Contains("no log-probabilities of its first token"));
    }

    private static string Echo(string context, string[] continuations, double[] values) => System.Text.Json.JsonSerializer.Serialize(new
    {
        choices = continuations.Select((continuation, index) => new
        {
            index,
            text = context + continuation + ".",
            logprobs = new
            {
                tokens = new[] { context, continuation, "." },
                token_logprobs = new double?[] { null, values[index], -1 },
                top_logprobs = new Dictionary<string, double>?[] { null, new() { [continuation] = values[index] }, null },
            },
        }),
    });

    private static IContinuationScorer Scorer(StubHandler network) => (IContinuationScorer)Model(Echoing, network);

    private static IModel Model(string spec, StubHandler network)
    {
        var parsed = ModelSpecParser.Parse(spec, out _)!;
        var context = new ModelContext { HttpHandler = network, Environment = name => $"secret-{name}" };
        return Requests.Create(ModelFactory.BuiltIn.Single(provider => provider.Name == parsed.Provider), spec, context);
    }
}
