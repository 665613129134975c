using System.Net;
using Eval.Core.Models;
using Eval.Models;
using NUnit.Framework;

namespace Eval.Tests.Models.OpenAi;

/// <summary>Answers as the providers really send them, good and bad.</summary>
[TestFixture]
public sealed class WireResponseTests
{
    [Test]
    public async Task OpenAI_usage_with_details_is_read()
    {
        var completion = await Ask("""
            {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-2024-08-06","choices":[{"index":0,"message":{"role":"assistant","content":"42","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],
            "usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":8,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":6,"accepted_prediction_tokens":0}},"system_fingerprint":"fp"}
            """);

        Assert.That(completion, Is.EqualTo(new Completion
        {
            Text = "42",
            FinishReason = FinishReason.Stop,
            Usage = new Usage { Input = 19, Output = 10, Cached = 8, Reasoning = 6 },
            ServerModel = "gpt-4o-2024-08-06",
            Latency = completion.Latency,
        }));
    }

    [Test]
    public async Task DeepSeek_reasoning_and_cache_hits_are_read()
    {
        var completion = await Ask("""
            {"model":"deepseek-reasoner","choices":[{"index":0,"message":{"role":"assistant","content":"5","reasoning_content":"2 and 3"},"finish_reason":"stop"}],
            "usage":{"prompt_tokens":16,"completion_tokens":40,"prompt_cache_hit_tokens":12,"prompt_cache_miss_tokens":4,"completion_tokens_details":{"reasoning_tokens":30}}}
            """, "deepseek:deepseek-reasoner");

        Assert.That((completion.Text, completion.Reasoning), Is.EqualTo(("5", "2 and 3")));
        Assert.That(completion.Usage, Is.EqualTo(new Usage { Input = 16, Output = 40, Cached = 12, Reasoning = 30 }));
    }

    [Test]
    public async Task OpenRouter_reasoning_and_billed_cost_are_read()
    {
        var completion = await Ask("""
            {"provider":"X","model":"m","choices":[{"finish_reason":"stop","native_finish_reason":"STOP","index":0,"message":{"role":"assistant","content":"5","refusal":null,"reasoning":"hm"}}],
            "usage":{"prompt_tokens":10,"completion_tokens":2,"cost":0.00014}}
            """, "openrouter:m");

        Assert.That((completion.Text, completion.Reasoning, completion.Cost), Is.EqualTo(("5", "hm", new Cost(0.00014m, "USD"))));
    }

    [TestCase("""{"role":"assistant","content":""}""", "stop", "", FinishReason.Stop)]
    [TestCase("""{"role":"assistant","content":null}""", "stop", "", FinishReason.Stop)]
    [TestCase("""{"role":"assistant","content":null,"reasoning_content":"thinking"}""", "length", "", FinishReason.Length)]
    [TestCase("""{"role":"assistant","content":[{"type":"text","text":"a"},{"type":"image"},{"type":"text","text":"b"}]}""", "stop", "ab", FinishReason.Stop)]
    [TestCase("""{"role":"assistant","content":null}""", "content_filter", null, FinishReason.ContentFilter)]
    [TestCase("""{"role":"assistant"}""", "content_filter", null, FinishReason.ContentFilter)]
    [TestCase("""{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":"{}"}}]}""", "tool_calls", null, FinishReason.ToolCalls)]
    [TestCase("""{"role":"assistant","content":"cut"}""", "content_filter", "cut", FinishReason.ContentFilter)]
    [TestCase("""{"role":"assistant","content":"x"}""", null, "x", FinishReason.Unknown)]
    public async Task Empty_filtered_and_tool_call_answers_are_told_apart(string message, string? reason, string? text, FinishReason expected)
    {
        var completion = await Ask($$"""{"choices":[{"index":0,"message":{{message}},"finish_reason":{{(reason is null ? "null" : $"\"{reason}\"")}}}]}""");

        Assert.That((completion.Text, completion.FinishReason), Is.EqualTo((text, expected)));
        Assert.That(completion.Usage, Is.EqualTo(Usage.None));
    }

    [Test]
    public async Task A_refusal_is_no_answer_and_keeps_the_servers_words()
    {
        var completion = await Ask("""{"choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"I can't help with that."},"finish_reason":"stop"}]}""");

        Assert.That((completion.Text, completion.Refusal), Is.EqualTo(((string?)null, "I can't help with that.")));
    }

    [TestCase("""{"choices":[]}""")]
    [TestCase("""{"choices":[{"index":0,"message":{"role":"assis""")]
    [TestCase("")]
    [TestCase("<html>busy</html>")]
    [TestCase("null")]
    public void A_cut_or_malformed_body_may_be_asked_for_again(string body) =>
        Assert.That(() => Ask(body), Throws.InstanceOf<ModelRequestException>().With.Property("IsTransient").True);

    [Test]
    public void A_prompt_over_the_context_names_both_numbers() =>
        Assert.That(
            () => Ask("""{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_prompt_tokens":5000,"n_ctx":4096}}""", status: 400),
            Throws.InstanceOf<ContextLengthException>().With.Property("PromptTokens").EqualTo(5000).And.Property("Limit").EqualTo(4096));

    [Test]
    public void A_key_that_the_server_repeats_is_taken_out_of_the_message() =>
        Assert.That(
            () => Ask("""{"error":{"message":"Incorrect API key provided: secret-OPENAI_API_KEY"}}""", "openai:gpt-4o", 401),
            Throws.InstanceOf<ModelStoppedException>().With.Message.Contains("[key]").And.Message.Not.Contains("secret-"));

    [TestCase(HttpRequestError.ConnectionError, true)]
    [TestCase(HttpRequestError.NameResolutionError, true)]
    [TestCase(HttpRequestError.ResponseEnded, false)]
    public void A_broken_connection_may_be_tried_again(HttpRequestError error, bool isUnreachable) =>
        Assert.That(
            () => Model("openai:gpt-4o", new StubHandler().Throw(new HttpRequestException(error, "no"))).GenerateAsync(Requests.Chat("?"), default),
            Throws.InstanceOf<ModelRequestException>().With.Property("IsTransient").True.And.Property("IsUnreachable").EqualTo(isUnreachable));

    private static Task<Completion> Ask(string body, string spec = "openai:gpt-4o", int status = 200) =>
        Model(spec, new StubHandler().Answer(body, (HttpStatusCode)status)).GenerateAsync(Requests.Chat("?"), default);

    private static IModel Model(string spec, StubHandler network)
    {
        var parsed = ModelSpecParser.Parse(spec, out _)!;
        var context = new ModelContext { HttpHandler = network, Environment = name => $"secret-{name}" };
        return Requests.Create(ModelFactory.BuiltIn.Single(provider => provider.Name == parsed.Provider), spec, context);
    }
}
