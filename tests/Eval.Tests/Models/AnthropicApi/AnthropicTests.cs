using System.Net;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Models.AnthropicApi;
using NUnit.Framework;

namespace Eval.Tests.Models.AnthropicApi;

[TestFixture]
public sealed class AnthropicTests
{
    private const string Reply = """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[{"type":"text","text":"42","citations":null}],
        "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":3,"cache_read_input_tokens":5,"output_tokens":7}}
        """;

    [TestCase("anthropic:claude-sonnet-4-5", """{"model":"claude-sonnet-4-5","system":"Be brief.","messages":[{"role":"user","content":"2 \u002B 3?"}],"max_tokens":64,"temperature":0,"stop_sequences":["Q:"]}""")]
    [TestCase("anthropic:claude-opus-4-7?reasoning_effort=low&extra.thinking.type=adaptive", """{"model":"claude-opus-4-7","system":"Be brief.","messages":[{"role":"user","content":"2 \u002B 3?"}],"max_tokens":64,"stop_sequences":["Q:"],"output_config":{"effort":"low"},"thinking":{"type":"adaptive"}}""")]
    public async Task The_request_is_exactly_this(string spec, string body)
    {
        var network = new StubHandler().Answer(Reply);
        var request = Requests.Chat("2 + 3?") with { Stop = ["\n\n", "Q:"], TopP = 0.9 };
        request = request with { Prompt = request.Prompt with { Messages = [new(ChatRole.System, "Be brief."), .. request.Prompt.Messages] } };

        await Create(spec, network).GenerateAsync(request, default);

        Assert.That(network.Sent, Has.Count.EqualTo(1));
        Assert.That(network.Sent[0].Url, Is.EqualTo("https://api.anthropic.com/v1/messages"));
        Assert.That(network.Sent[0].Headers, Does.Contain("secret-ANTHROPIC_API_KEY").And.Contain("anthropic-version: "));
        Assert.That(Normal(network.Sent[0].Body), Is.EqualTo(Normal(body)));
    }

    [Test]
    public async Task A_prefill_is_the_last_turn()
    {
        var network = new StubHandler().Answer(Reply);
        var request = Requests.Chat("2 + 3?");

        await Create("anthropic:claude-sonnet-4-5", network).GenerateAsync(request with { Prompt = request.Prompt with { AssistantPrefix = "It is" } }, default);

        Assert.That(network.Sent[0].Body, Does.Contain("""{"role":"assistant","content":"It is"}]"""));
    }

    [Test]
    public async Task Text_reason_and_all_prompt_tokens_are_read()
    {
        var completion = await Create("anthropic:claude-sonnet-4-5", new StubHandler().Answer(Reply)).GenerateAsync(Requests.Chat("?"), default);

        Assert.That((completion.Text, completion.FinishReason, completion.ServerModel), Is.EqualTo(("42", FinishReason.Stop, "claude-sonnet-4-5-20250929")));
        Assert.That(completion.Usage, Is.EqualTo(new Usage { Input = 18, Output = 7, Cached = 5 }));
    }

    [Test]
    public async Task Thought_comes_apart_and_a_cut_answer_is_marked()
    {
        var completion = await Create("anthropic:claude-sonnet-4-5", new StubHandler().Answer("""
            {"id":"m","type":"message","role":"assistant","model":"c","content":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"4","citations":null}],
            "stop_reason":"max_tokens","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":2,"cache_creation_input_tokens":null,"cache_read_input_tokens":null}}
            """)).GenerateAsync(Requests.Chat("?"), default);

        Assert.That((completion.Text, completion.Reasoning, completion.FinishReason), Is.EqualTo(("4", "hm", FinishReason.Length)));
    }

    [TestCase("refusal", FinishReason.ContentFilter)]
    [TestCase("tool_use", FinishReason.ToolCalls)]
    public async Task A_refusal_or_a_tool_call_alone_is_no_answer(string reason, FinishReason expected)
    {
        var completion = await Create("anthropic:claude-sonnet-4-5", new StubHandler().Answer(
            $$$"""{"id":"m","type":"message","role":"assistant","model":"c","content":[],"stop_reason":"{{{reason}}}","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":2}}""")).GenerateAsync(Requests.Chat("?"), default);

        Assert.That((completion.Text, completion.FinishReason), Is.EqualTo(((string?)null, expected)));
    }

    [TestCase(429, """{"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your rate limit."}}""")]
    [TestCase(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""")]
    [TestCase(500, """{"type":"error","error":{"type":"api_error","message":"Internal server error"}}""")]
    public void Overload_may_be_tried_again_and_is_tried_once_by_the_package(int status, string body)
    {
        var network = new StubHandler().Answer(body, (HttpStatusCode)status, ("Retry-After", "7"));

        Assert.That(
            () => Create("anthropic:claude-sonnet-4-5", network).GenerateAsync(Requests.Chat("?"), default),
            Throws.InstanceOf<ModelRequestException>().With.Property("IsTransient").True.And.Property("RetryAfter").EqualTo(TimeSpan.FromSeconds(7)));
        Assert.That(network.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_refused_key_is_not_shown() =>
        Assert.That(
            () => Create("anthropic:claude-sonnet-4-5", new StubHandler().Answer("""{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key secret-ANTHROPIC_API_KEY"}}""", HttpStatusCode.Unauthorized)).GenerateAsync(Requests.Chat("?"), default),
            Throws.InstanceOf<ModelStoppedException>().With.Property("Fix").Contains("ANTHROPIC_API_KEY").And.Message.Not.Contains("secret-"));

    [Test]
    public void A_malformed_body_may_be_asked_for_again() =>
        Assert.That(
            () => Create("anthropic:claude-sonnet-4-5", new StubHandler().Answer("{\"id\":")).GenerateAsync(Requests.Chat("?"), default),
            Throws.InstanceOf<ModelRequestException>().With.Property("IsTransient").True);

    [Test]
    public void A_broken_connection_may_be_tried_again() =>
        Assert.That(
            () => Create("anthropic:claude-sonnet-4-5", new StubHandler().Throw(new HttpRequestException(HttpRequestError.ConnectionError, "refused"))).GenerateAsync(Requests.Chat("?"), default),
            Throws.InstanceOf<ModelRequestException>().With.Property("IsUnreachable").True);

    [Test]
    public void A_missing_key_is_found_without_the_network()
    {
        var creation = new AnthropicProvider().Create(ModelSpecParser.Parse("anthropic:claude-x", out _)!, new ModelContext { Environment = _ => null });

        Assert.That(creation.Problems, Has.Exactly(1).Contains("ANTHROPIC_API_KEY"));
    }

    // The package writes the fields in an order of its own.
    private static string Normal(string json)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        return string.Join('\n', document.RootElement.EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => $"{field.Name}={System.Text.Json.JsonSerializer.Serialize(field.Value)}"));
    }

    private static IModel Create(string spec, StubHandler network) =>
        Requests.Create(new AnthropicProvider(), spec, new ModelContext { HttpHandler = network, Environment = name => $"secret-{name}" });
}
