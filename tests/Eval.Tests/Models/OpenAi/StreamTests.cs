using System.Net;
using Eval.Core.Models;
using Eval.Models;
using NUnit.Framework;

namespace Eval.Tests.Models.OpenAi;

/// <summary>Answers that come as server-sent events.</summary>
[TestFixture]
public sealed class StreamTests
{
    private const string Usage = """{"model":"qwq-plus","choices":[],"usage":{"prompt_tokens":22,"completion_tokens":30,"total_tokens":52,"completion_tokens_details":{"reasoning_tokens":25}}}""";

    [Test]
    public async Task Thought_text_reason_and_usage_are_put_together()
    {
        var completion = await Ask("dashscope:qwq-plus", Stream(
            Delta("""{"role":"assistant","content":null,"reasoning_content":""}"""),
            Delta("""{"content":null,"reasoning_content":"2 and "}"""),
            Delta("""{"content":null,"reasoning_content":"3"}"""),
            Delta("""{"content":"The answer ","reasoning_content":null}"""),
            Delta("""{"content":"是 5"}"""),
            Delta("""{"content":""}""", "stop"),
            Usage,
            "[DONE]"));

        Assert.That(completion, Is.EqualTo(new Completion
        {
            Text = "The answer 是 5",
            Reasoning = "2 and 3",
            FinishReason = FinishReason.Stop,
            Usage = new Usage { Input = 22, Output = 30, Reasoning = 25 },
            ServerModel = "qwq-plus",
            Latency = completion.Latency,
        }));
    }

    [Test]
    public async Task Comments_carriage_returns_and_a_missing_last_line_end_do_no_harm()
    {
        var completion = await Ask("openrouter:m?stream=true", $": OPENROUTER PROCESSING\r\n\r\nevent: message\r\ndata:{Delta("""{"content":"5"}""")}\r\n\r\n: OPENROUTER PROCESSING\r\n\r\ndata: {Delta("{}", "length")}\r\n\r\ndata: [DONE]");

        Assert.That((completion.Text, completion.FinishReason), Is.EqualTo(("5", FinishReason.Length)));
    }

    [Test]
    public async Task Legacy_completions_may_come_as_a_stream_too()
    {
        var network = new StubHandler().Answer(Stream("""{"choices":[{"index":0,"text":" 5","finish_reason":null}]}""", """{"choices":[{"index":0,"text":"!","finish_reason":"stop"}]}""", "[DONE]"));

        var completion = await Create("vllm:m?stream=true", network).GenerateAsync(Requests.Text("2 + 3 ="), default);

        Assert.That(completion.Text, Is.EqualTo(" 5!"));
        Assert.That(network.Sent[0].Body, Is.EqualTo("""{"model":"m","prompt":"2 + 3 =","max_tokens":64,"temperature":0,"stream":true,"stream_options":{"include_usage":true}}"""));
    }

    [Test]
    public async Task A_server_that_answers_at_once_all_the_same_is_understood() =>
        Assert.That(
            (await Ask("openai:gpt-4o?stream=true", """{"choices":[{"index":0,"message":{"role":"assistant","content":"5"},"finish_reason":"stop"}]}""")).Text,
            Is.EqualTo("5"));

    [Test]
    public async Task Tool_calls_alone_are_no_answer_and_a_refusal_keeps_its_words()
    {
        var tools = await Ask("openai:gpt-4o?stream=true", Stream(Delta("""{"tool_calls":[{"index":0,"id":"1","function":{"name":"f","arguments":"{}"}}]}"""), Delta("{}", "tool_calls"), "[DONE]"));
        var refusal = await Ask("openai:gpt-4o?stream=true", Stream(Delta("""{"refusal":"I can't "}"""), Delta("""{"refusal":"help."}""", "stop"), "[DONE]"));

        Assert.That((tools.Text, tools.FinishReason), Is.EqualTo(((string?)null, FinishReason.ToolCalls)));
        Assert.That((refusal.Text, refusal.Refusal), Is.EqualTo(((string?)null, "I can't help.")));
    }

    [TestCase("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"The ans\"},\"finish_reason\":null}]}\n\n", "before the answer was whole")]
    [TestCase("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"The ans\"},\"finish_reason\":null}]}\n\ndata: {\"choices\":[{\"ind", "not the expected JSON")]
    [TestCase("data: nonsense\n\ndata: [DONE]\n\n", "not the expected JSON")]
    [TestCase("data: [DONE]\n\n", "before the answer was whole")]
    [TestCase(": nothing but a comment\n\n", "before the answer was whole")]
    [TestCase("data: {\"error\":{\"message\":\"Server disconnected\",\"code\":502}}\n\n", "Server disconnected")]
    [TestCase("data: {\"error\":{\"message\":\"limit_requests\",\"code\":\"limit_requests\"}}\n\n", "limit_requests")]
    [TestCase("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":\"error\",\"error\":{\"code\":429,\"message\":\"upstream\"}}]}\n\n", "upstream")]
    public void A_stream_that_breaks_off_may_be_asked_for_again(string body, string message) =>
        Assert.That(
            () => Ask("dashscope:qwq-plus", body),
            Throws.InstanceOf<ModelRequestException>().With.Property("IsTransient").True.And.Message.Contains(message));

    [Test]
    public void An_error_inside_the_stream_is_mapped_like_any_other()
    {
        Assert.That(
            () => Ask("dashscope:qwq-plus", Stream(Delta("""{"content":"x"}"""), """{"error":{"code":"data_inspection_failed","message":"Output data may contain inappropriate content.","type":"data_inspection_failed"}}""")),
            Throws.InstanceOf<ModelRequestException>().With.Property("IsTransient").False.And.Message.Contains("inappropriate"));
        Assert.That(
            () => Ask("vllm:m?stream=true", Stream("""{"object":"error","message":"This model's maximum context length is 2048 tokens.","type":"BadRequestError","param":null,"code":400}""")),
            Throws.InstanceOf<ModelRequestException>().With.Property("IsTransient").False.And.Message.Contains("2048"));
        Assert.That(
            () => Ask("openrouter:m?stream=true", Stream("""{"error":{"code":402,"message":"Insufficient credits"}}""")),
            Throws.InstanceOf<ModelStoppedException>().With.Property("Fix").Contains("quota"));
    }

    [Test]
    public async Task A_key_spread_over_several_pieces_is_taken_out()
    {
        var completion = await Ask("dashscope:qwq-plus", Stream(Delta("""{"reasoning_content":"secret-DASH"}"""), Delta("""{"reasoning_content":"SCOPE_API_KEY"}"""), Delta("""{"content":"secret-DASHSCOPE"}"""), Delta("""{"content":"_API_KEY"}""", "stop"), "[DONE]"));

        Assert.That((completion.Text, completion.Reasoning), Is.EqualTo(("[key]", "[key]")));
    }

    private static string Stream(params IReadOnlyList<string> events) => string.Concat(events.Select(data => $"data: {data}\n\n"));

    private static string Delta(string delta, string? reason = null) =>
        $$"""{"model":"qwq-plus","choices":[{"index":0,"delta":{{delta}},"finish_reason":{{(reason is null ? "null" : $"\"{reason}\"")}}}],"usage":null}""";

    private static Task<Completion> Ask(string spec, string body) => Create(spec, new StubHandler().Answer(body)).GenerateAsync(Requests.Chat("2 + 3?"), default);

    private static IModel Create(string spec, StubHandler network)
    {
        var parsed = ModelSpecParser.Parse(spec, out _)!;
        return Requests.Create(ModelFactory.BuiltIn.Single(provider => provider.Name == parsed.Provider), spec, new ModelContext { HttpHandler = network, Environment = name => $"secret-{name}" });
    }
}
