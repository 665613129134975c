using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Models;
using NUnit.Framework;

namespace Eval.Tests.Models.OpenAi;

/// <summary>The exact bytes each provider is sent, and where, and with which key.</summary>
[TestFixture]
public sealed class WireRequestTests
{
    private const string Reply = """{"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}""";

    [TestCaseSource(typeof(ProviderRequests), nameof(ProviderRequests.Rows))]
    public async Task Each_provider_gets_exactly_this_chat_request(ProviderRequest row)
    {
        var network = new StubHandler().Answer(Reply);

        await Create(row.Spec, network).GenerateAsync(
            Requests.Chat("2 + 3?") with { TopP = 0.9, Seed = 7, Stop = ["S1", "S2", "S3", "S4", "S5"] }, default);

        Assert.That(network.Sent, Has.Count.EqualTo(1));
        Assert.That(network.Sent[0].Url, Is.EqualTo(row.Url));
        Assert.That(network.Sent[0].Headers, Is.EqualTo(row.Key));
        Assert.That(network.Sent[0].Body, Is.EqualTo(row.Body));
    }

    [TestCase("openai:gpt-3.5-turbo-instruct?api=completions", "https://api.openai.com/v1/completions")]
    [TestCase("vllm:gpt-3.5-turbo-instruct", "http://localhost:8000/v1/completions")]
    public async Task A_raw_prompt_goes_to_legacy_completions_unchanged(string spec, string url)
    {
        var network = new StubHandler().Answer("""{"model":"m","choices":[{"index":0,"text":" 5","finish_reason":"length"}],"usage":{"prompt_tokens":4,"completion_tokens":1}}""");
        var prompt = "问题：2 + 3 = ?\n\"x\" <b>\nAnswer:";

        var completion = await Create(spec, network).GenerateAsync(Requests.Text(prompt) with { Stop = ["\n"] }, default);

        Assert.That(network.Sent[0].Url, Is.EqualTo(url));
        Assert.That(
            network.Sent[0].Body,
            Is.EqualTo("""{"model":"gpt-3.5-turbo-instruct","prompt":"问题：2 + 3 = ?\n\"x\" <b>\nAnswer:","max_tokens":64,"temperature":0,"stop":["\n"]}"""));
        Assert.That((completion.Text, completion.FinishReason), Is.EqualTo((" 5", FinishReason.Length)));
    }

    [TestCase("azure:my-instruct?base_url=https://r.openai.azure.com&api=completions", "https://r.openai.azure.com/openai/deployments/my-instruct/completions?api-version=2024-10-21", "")]
    [TestCase("ollama:m", "http://localhost:11434/v1/completions", "\"model\":\"m\",")]
    [TestCase("openai-compatible:m?base_url=http://h/v1&api=completions", "http://h/v1/completions", "\"model\":\"m\",")]
    public async Task Legacy_completions_have_the_providers_own_address_and_body(string spec, string url, string model)
    {
        var network = new StubHandler().Answer("""{"choices":[{"index":0,"text":" 5","finish_reason":"stop"}]}""");

        await Create(spec, network).GenerateAsync(Requests.Text("2 + 3 =") with { TopP = 0.9, Seed = 7, Stop = ["\n"] }, default);

        Assert.That(network.Sent[0].Url, Is.EqualTo(url));
        Assert.That(network.Sent[0].Body, Is.EqualTo($$"""{{{model}}"prompt":"2 + 3 =","max_tokens":64,"temperature":0,"top_p":0.9,"seed":7,"stop":["\n"]}"""));
    }

    [TestCase("deepseek:deepseek-chat", "https://api.deepseek.com/beta/chat/completions", """{"role":"assistant","content":"Sure:","prefix":true}]""", "")]
    [TestCase("dashscope:qwen-max", "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions", """{"role":"assistant","content":"Sure:","partial":true}]""", "")]
    [TestCase("vllm:m", "http://localhost:8000/v1/chat/completions", """{"role":"assistant","content":"Sure:"}]""", ",\"add_generation_prompt\":false,\"continue_final_message\":true")]
    [TestCase("openrouter:m", "https://openrouter.ai/api/v1/chat/completions", """{"role":"assistant","content":"Sure:"}]""", "")]
    public async Task A_prefill_is_sent_in_each_providers_own_way(string spec, string url, string lastTurn, string end)
    {
        var network = new StubHandler().Answer(Reply);
        var model = Create(spec, network);
        var request = Requests.Chat("2 + 3?");

        await model.GenerateAsync(request with { Prompt = request.Prompt with { AssistantPrefix = "Sure:" } }, default);

        Assert.That(model.Info.Abilities.HasFlag(ModelAbilities.Prefill));
        Assert.That(network.Sent[0].Url, Is.EqualTo(url));
        Assert.That(network.Sent[0].Body, Does.Contain(lastTurn).And.EndWith($"{end}}}"));
    }

    [Test]
    public async Task A_keys_own_server_is_the_only_one_that_gets_it()
    {
        var network = new StubHandler().Answer(Reply);

        await Create("openai:gpt-4o?base_url=http://127.0.0.1:9/v1", network).GenerateAsync(Requests.Chat("?"), default);

        Assert.That(network.Sent[0].Headers, Does.Not.Contain("secret"));
    }

    [TestCase("openai:gpt-4o", "OPENAI_API_KEY")]
    [TestCase("azure:x?base_url=https://r.openai.azure.com", "AZURE_OPENAI_API_KEY")]
    [TestCase("openai-compatible:m?base_url=http://h/v1&api_key_env=NOPE", "NOPE")]
    [TestCase("openai-compatible:m", "base_url=")]
    [TestCase("azure:x", "AZURE_OPENAI_ENDPOINT")]
    [TestCase("dashscope:qwen-max?region=mars", "region=mars")]
    [TestCase("vllm:m?api=soap", "api=soap")]
    [TestCase("vllm:m?reasoning=perhaps", "reasoning=perhaps")]
    [TestCase("vllm:m?stream=perhaps", "stream=perhaps")]
    [TestCase("vllm:m?colour=red", "unknown key 'colour'")]
    [TestCase("nobody:m", "no provider 'nobody'")]
    public void What_can_be_seen_without_the_network_is_refused(string spec, string expected)
    {
        var factory = new ModelFactory(ModelFactory.BuiltIn, new ModelFactoryOptions { Context = new ModelContext { Environment = _ => null } });

        var creation = factory.Create(ModelSpecParser.Parse(spec, out _)!);

        Assert.That(creation.Problems, Has.Some.Contains(expected));
    }

    [TestCase("openai:gpt-5-mini", true)]
    [TestCase("openai:gpt-5-chat-latest", false)]
    [TestCase("openai:gpt-4o", false)]
    [TestCase("openrouter:openai/o3", true)]
    [TestCase("dashscope:qwen-plus", false)]
    [TestCase("dashscope:qwen-plus?reasoning_effort=high", true)]
    [TestCase("dashscope:qwen3-235b-a22b-thinking-2507", true)]
    [TestCase("dashscope:qwen3-235b-a22b-instruct-2507", false)]
    [TestCase("vllm:x?reasoning=true", true)]
    public void Reasoning_models_are_known_by_name_or_by_key(string spec, bool expected) =>
        Assert.That(Create(spec, new StubHandler()).Info.IsReasoning, Is.EqualTo(expected));

    [Test]
    public void The_fingerprint_changes_with_what_changes_answers_and_with_nothing_else()
    {
        string Print(string keys) => Create($"openai-compatible:m?base_url=http://h/v1{keys}", new StubHandler()).Info.Fingerprint;

        Assert.That(Print("&name=Other&max_concurrency=3&timeout=5&temperature=1&api=both"), Is.EqualTo(Print("")));
        Assert.That(
            new[] { Print(""), Print("&system=x"), Print("&reasoning_effort=low"), Print("&extra.a=1"), Print("&extra.a=2") },
            Is.Unique);
    }

    private static IModel Create(string spec, StubHandler network)
    {
        var parsed = ModelSpecParser.Parse(spec, out _)!;
        var context = new ModelContext { HttpHandler = network, Environment = name => name.EndsWith("ENDPOINT", StringComparison.Ordinal) ? null : $"secret-{name}" };
        return Requests.Create(ModelFactory.BuiltIn.Single(provider => provider.Name == parsed.Provider), spec, context);
    }
}
