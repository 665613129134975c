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

    // Provider, status, body, transient?, part of the message. The bodies are those of the providers' documentation.
    [TestCase("openai:gpt-4o", 429, """{"error":{"message":"Rate limit reached for gpt-4o","type":"requests","param":null,"code":"rate_limit_exceeded"}}""", "Rate limit reached")]
    [TestCase("openai:gpt-4o", 500, """{"error":{"message":"The server had an error","type":"server_error","param":null,"code":null}}""", "server had an error")]
    [TestCase("openai:gpt-4o", 503, "", "503")]
    [TestCase("azure:d?base_url=https://r.openai.azure.com", 429, """{"error":{"code":"429","message":"Requests have exceeded call rate limit. Please retry after 10 seconds."}}""", "call rate limit")]
    [TestCase("dashscope:qwen-max", 429, """{"error":{"code":"limit_requests","param":null,"message":"You exceeded your current requests list.","type":"limit_requests"},"request_id":"1"}""", "requests list")]
    [TestCase("gemini:gemini-2.0-flash", 503, """[{"error":{"code":503,"message":"The model is overloaded. Please try again later.","status":"UNAVAILABLE"}}]""", "overloaded")]
    [TestCase("openrouter:m", 200, """{"error":{"code":502,"message":"Provider returned error","metadata":{"provider_name":"X"}}}""", "Provider returned error")]
    [TestCase("openrouter:m", 200, """{"choices":[{"index":0,"error":{"code":429,"message":"rate-limited upstream"},"finish_reason":"error","message":{"content":""}}]}""", "rate-limited upstream")]
    [TestCase("ollama:m", 500, """{"error":{"message":"llama runner process has terminated","type":"api_error","param":null,"code":null}}""", "runner process")]
    public void Overload_and_server_trouble_may_be_asked_again(string spec, int status, string body, string message) =>
        Assert.That(
            () => Ask(body, spec, status),
            Throws.InstanceOf<ModelRequestException>().With.Property("IsTransient").True.And.Message.Contains(message));

    [TestCase("openai:gpt-4o", 400, """{"error":{"message":"This model's maximum context length is 128000 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""", "maximum context length")]
    [TestCase("azure:d?base_url=https://r.openai.azure.com", 400, """{"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation"}}}""", "content management policy")]
    [TestCase("dashscope:qwen-max", 400, """{"error":{"code":"data_inspection_failed","message":"Input data may contain inappropriate content.","type":"data_inspection_failed"}}""", "inappropriate content")]
    [TestCase("vllm:m", 400, """{"object":"error","message":"This model's maximum context length is 2048 tokens. However, you requested 3000 tokens","type":"BadRequestError","param":null,"code":400}""", "2048 tokens")]
    public void A_request_that_is_refused_for_what_it_says_fails_its_sample_only(string spec, int status, string body, string message) =>
        Assert.That(
            () => Ask(body, spec, status),
            Throws.InstanceOf<ModelRequestException>().With.Property("IsTransient").False.And.Message.Contains(message));

    [Test]
    public void A_prompt_over_the_context_names_both_numbers() =>
        Assert.That(
            () => Ask("""{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_prompt_tokens":5000,"n_ctx":4096}}""", status: 400),
            Throws.InstanceOf<ContextLengthException>().With.Property("PromptTokens").EqualTo(5000).And.Property("Limit").EqualTo(4096));

    [TestCase("openai:gpt-4o", 401, """{"error":{"message":"Incorrect API key provided: sk-abc.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""", "Incorrect API key", "OPENAI_API_KEY")]
    [TestCase("openai:gpt-4o", 429, """{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""", "current quota", "quota")]
    [TestCase("openai:nope", 404, """{"error":{"message":"The model `nope` does not exist or you do not have access to it.","type":"invalid_request_error","param":null,"code":"model_not_found"}}""", "does not exist", "model's name")]
    [TestCase("openai:gpt-4o", 400, """{"error":{"message":"Unsupported parameter: 'temperature'","type":"invalid_request_error","param":"temperature","code":"unsupported_parameter"}}""", "Unsupported parameter", "parameters")]
    [TestCase("openai:gpt-4o", 403, """{"error":{"message":"Country, region, or territory not supported","code":"unsupported_country_region_territory"}}""", "not supported", "OPENAI_API_KEY")]
    [TestCase("azure:d?base_url=https://r.openai.azure.com", 404, """{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}""", "deployment", "name")]
    [TestCase("dashscope:qwen-max", 400, """{"error":{"code":"Arrearage","message":"Access denied, please make sure your account is in good standing.","type":"Arrearage"}}""", "good standing", "quota")]
    [TestCase("deepseek:deepseek-chat", 402, """{"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}}""", "Insufficient Balance", "quota")]
    [TestCase("gemini:gemini-2.0-flash", 400, """[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}]""", "API key not valid", "GEMINI_API_KEY")]
    [TestCase("ollama:nope", 404, """{"error":{"message":"model 'nope' not found","type":"api_error","param":null,"code":null}}""", "not found", "name")]
    [TestCase("vllm:nope", 404, """{"error":{"message":"The model `nope` does not exist.","type":"NotFoundError","param":null,"code":404}}""", "does not exist", "name")]
    [TestCase("openai-compatible:m?base_url=http://h/v1", 401, """{"detail":"Not authenticated"}""", "Not authenticated", "api_key_env")]
    [TestCase("openrouter:m", 200, """{"error":{"code":402,"message":"Insufficient credits"}}""", "Insufficient credits", "quota")]
    public void A_refused_key_model_or_parameter_stops_the_model_with_the_servers_words(string spec, int status, string body, string message, string fix) =>
        Assert.That(
            () => Ask(body, spec, status),
            Throws.InstanceOf<ModelStoppedException>().With.Message.Contains(message).And.Property("Fix").Contains(fix));

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
