using System.Text;
using System.Text.Json;
using CsCheck;
using Eval.Models.OpenAi;
using NUnit.Framework;

namespace Eval.Tests.Models.OpenAi;

/// <summary>The short reader says what the general one says, or leaves the answer to it.</summary>
[TestFixture]
public sealed class UsualAnswerTests
{
    private static readonly string[] Names =
    [
        "choices", "message", "content", "usage", "model", "object", "error", "index", "text", "finish_reason", "logprobs", "prompt_logprobs", "delta", "refusal", "reasoning", "reasoning_content", "tool_calls",
        "prompt_tokens", "completion_tokens", "total_tokens", "prompt_tokens_details", "completion_tokens_details", "cached_tokens", "reasoning_tokens", "prompt_cache_hit_tokens", "cost", "id", "cho\\u0069ces", "Model",
    ];

    private static readonly string[] Shapes =
    [
        """{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-2024-08-06","choices":[{"index":0,"message":{"role":"assistant","content":"4\u00e9\n\"2","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":8,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":6,"accepted_prediction_tokens":0}},"system_fingerprint":"fp"}""",
        """{"id":"c","object":"chat.completion","created":1,"model":"qwen","choices":[{"index":0,"message":{"role":"assistant","reasoning_content":null,"content":"答案是18","tool_calls":[]},"logprobs":null,"finish_reason":"stop","stop_reason":null}],"usage":{"prompt_tokens":9,"total_tokens":12,"completion_tokens":3,"prompt_tokens_details":null},"prompt_logprobs":null}""",
        """{"model":"deepseek-reasoner","choices":[{"index":0,"message":{"role":"assistant","content":"5","reasoning_content":"2 and 3"},"finish_reason":"length"}],"usage":{"prompt_tokens":16,"completion_tokens":40,"prompt_cache_hit_tokens":12,"prompt_cache_miss_tokens":4,"completion_tokens_details":{"reasoning_tokens":30}}}""",
        """{"model":"ollama","choices":[{"index":0,"text":" Paris","finish_reason":"stop"}],"usage":{"prompt_tokens":26,"completion_tokens":8,"total_tokens":34}}""",
    ];

    [TestCaseSource(nameof(Shapes))]
    public void What_servers_usually_send_is_read_as_the_general_reader_reads_it(string body)
    {
        var read = UsualAnswer.TryRead(Encoding.UTF8.GetBytes(body));

        Assert.That(read, Is.Not.Null);
        Assert.That(Written(read), Is.EqualTo(Written(General(body))));
    }

    [TestCase("""{"error":{"message":"busy"}}""")]
    [TestCase("""{"choices":[{"error":{"message":"busy"}}]}""")]
    [TestCase("""{"choices":[{"message":{"content":[{"type":"text","text":"a"}]}}]}""")]
    [TestCase("""{"choices":[{"message":{"tool_calls":[{"id":"1"}]}}]}""")]
    [TestCase("""{"choices":[{"logprobs":{"tokens":["a"]}}]}""")]
    [TestCase("""{"choices":[],"usage":{"prompt_tokens":"9"}}""")]
    [TestCase("""{"choices":[],"usage":{"cost":0.1}}""")]
    [TestCase("""{"choices":[{"message":{"content":"\ud800"}}]}""")]
    [TestCase("""{"choices":[{"index":0}]} {}""")]
    [TestCase("""{"choices":[{"index":0}]""")]
    [TestCase("data: {}")]
    [TestCase("")]
    [TestCase("[]")]
    public void What_is_out_of_the_ordinary_is_left_to_the_general_reader(string body) =>
        Assert.That(UsualAnswer.TryRead(Encoding.UTF8.GetBytes(body)), Is.Null);

    [Test]
    public void Any_object_that_it_reads_is_read_as_the_general_reader_reads_it() =>
        Objects(4).Sample(SaysTheSame, iter: 20_000);

    [Test]
    public void A_broken_or_changed_answer_is_never_read_otherwise_than_by_the_general_reader() =>
        Gen.Select(OneOf(Shapes), Gen.Int[0, 400], Gen.Int[0, 3], Gen.Char["\"{}[],:0n\\x"]).Sample(
            (shape, at, cut, put) =>
            {
                var place = Math.Min(at, shape.Length);
                return SaysTheSame(shape.Remove(place, Math.Min(cut, shape.Length - place)).Insert(place, put.ToString()));
            },
            iter: 20_000);

    private static bool SaysTheSame(string body)
    {
        var read = UsualAnswer.TryRead(Encoding.UTF8.GetBytes(body));
        return read is null || Written(read) == Written(General(body));
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static WireResponse? General(string body) => JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(body), WireJsonContext.Default.WireResponse);

    private static string Written(WireResponse? response) => JsonSerializer.Serialize(response, WireJsonContext.Default.WireResponse);

    // Known names over values of every kind, the right one most often by far at the top.
    private static Gen<string> Objects(int depth) =>
        Gen.Select(OneOf(Names), Values(depth - 1)).Select((name, value) => $"\"{name}\":{value}").Array[0, 4].Select(members => $"{{{string.Join(',', members)}}}");

    private static Gen<string> Values(int depth)
    {
        var scalars = OneOf("null", "\"stop\"", "\"a\\u00e9\\n\"", "3", "-1", "3.5", "1e2", "99999999999", "true", "\"7\"", "[]", "{}");
        if (depth <= 0)
        {
            return scalars;
        }

        var choices = Objects(depth - 1).Array[0, 2].Select(items => $"[{string.Join(',', items)}]");
        return Gen.Frequency((3, scalars), (2, Objects(depth - 1)), (2, choices));
    }
}
