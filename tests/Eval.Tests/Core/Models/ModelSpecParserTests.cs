using Eval.Core.Models;
using NUnit.Framework;

namespace Eval.Tests.Core.Models;

[TestFixture]
public sealed class ModelSpecParserTests
{
    [TestCase("baseline:random", "baseline", "random")]
    [TestCase("openrouter:qwen/qwen-2.5-7b:free", "openrouter", "qwen/qwen-2.5-7b:free")]
    [TestCase("llama-server:http://localhost:8080", "llama-server", "http://localhost:8080")]
    [TestCase("llama-server:http://localhost:8080?max_concurrency=2", "llama-server", "http://localhost:8080")]
    [TestCase(@"replay:C:\runs\my answers.jsonl", "replay", @"C:\runs\my answers.jsonl")]
    [TestCase("replay:./100%.jsonl", "replay", "./100%.jsonl")]
    [TestCase("replay:what%3F.jsonl", "replay", "what?.jsonl")]
    [TestCase("gguf:a%20b.gguf", "gguf", "a%20b.gguf")]
    [TestCase("gguf:a%253Fb.gguf", "gguf", "a%3Fb.gguf")]
    public void The_name_reaches_from_the_first_colon_to_the_question_mark(string text, string provider, string name)
    {
        var spec = Parse(text);

        Assert.That((spec.Provider, spec.Name), Is.EqualTo((provider, name)));
    }

    [TestCase("baseline:random")]
    [TestCase("replay:what%3F.jsonl")]
    [TestCase("gguf:a%253Fb.gguf")]
    [TestCase("openai:gpt-4o?extra.a.b=%5B1%2C2%5D&name=x%20%26%20y%25&top_p=0.5")]
    public void The_canonical_text_reads_as_the_same_spec(string text)
    {
        var spec = Parse(text);

        Assert.That(spec.Text, Is.EqualTo(text));
        Assert.That(Parse(spec.Text).Name, Is.EqualTo(spec.Name));
    }

    [Test]
    public void Every_common_key_is_read()
    {
        var spec = Parse("openai-compatible:m?base_url=http://127.0.0.1:8000/v1&api_key_env=MY_KEY&max_concurrency=32&temperature=0.7&top_p=0.9&seed=-5"
            + "&max_tokens=512&timeout=90s&system=Be%20brief.&reasoning_effort=low&template=chatml&name=Mine&requests_per_minute=60&tokens_per_minute=1000&api=both");

        Assert.That(spec.BaseUrl, Is.EqualTo(new Uri("http://127.0.0.1:8000/v1")));
        Assert.That(spec.ApiKeyEnv, Is.EqualTo("MY_KEY"));
        Assert.That((spec.MaxConcurrency, spec.RequestsPerMinute, spec.TokensPerMinute), Is.EqualTo((32, 60, 1000)));
        Assert.That(
            (spec.Overrides.Temperature, spec.Overrides.TopP, spec.Overrides.Seed, spec.Overrides.MaxTokens),
            Is.EqualTo((0.7, 0.9, -5L, 512)));
        Assert.That(spec.Timeout, Is.EqualTo(TimeSpan.FromSeconds(90)));
        Assert.That((spec.System, spec.ReasoningEffort, spec.Template), Is.EqualTo(("Be brief.", "low", "chatml")));
        Assert.That(spec.ReportName, Is.EqualTo("Mine"));
        Assert.That(spec.Option("api"), Is.EqualTo("both"));
    }

    [TestCase("true", "true")]
    [TestCase("3", "3")]
    [TestCase("%7B%22a%22%3A1%7D", "{\"a\":1}")]
    [TestCase("high", "\"high\"")]
    [TestCase("%22true%22", "\"true\"")]
    public void An_extra_field_is_the_JSON_it_reads_as_or_else_a_string(string value, string json) =>
        Assert.That(Parse($"openai:m?extra.a.b={value}").Extra["a.b"], Is.EqualTo(json));

    [TestCase("gpt-4o", "provider:name")]
    [TestCase(":x", "provider:name")]
    [TestCase("Open AI:x", "not a provider name")]
    [TestCase("openai:", "is empty")]
    [TestCase("openai:m?temperature=hot", "temperature=hot is not a number from 0 to 2")]
    [TestCase("openai:m?temperature=NaN", "temperature=NaN")]
    [TestCase("openai:m?top_p=0", "top_p=0")]
    [TestCase("openai:m?max_tokens=0", "max_tokens=0")]
    [TestCase("openai:m?max_concurrency=-1", "max_concurrency=-1")]
    [TestCase("openai:m?timeout=0", "timeout=0")]
    [TestCase("openai:m?seed=1.5", "seed=1.5")]
    [TestCase("openai:m?seed", "'seed' is not key=value")]
    [TestCase("openai:m?seed=1&seed=2", "seed is given twice")]
    [TestCase("openai:m?base_url=ftp://x", "not an http")]
    [TestCase("openai:m?base_url=http://u:p@x", "user name or password")]
    [TestCase("openai:m?api_key=sk-123", "api_key_env")]
    [TestCase("openai:m?extra.=1", "does not name a request field")]
    [TestCase("openai:m?extra.a..b=1", "does not name a request field")]
    [TestCase("openai:m?name=", "name is empty")]
    public void A_broken_spec_says_what_is_wrong(string text, string expected)
    {
        var spec = ModelSpecParser.Parse(text, out var problems);

        Assert.That(spec, Is.Null);
        Assert.That(problems, Has.Some.Contains(expected));
    }

    [Test]
    public void All_problems_are_reported_at_once()
    {
        ModelSpecParser.Parse("openai:m?temperature=9&top_p=9&seed=x", out var problems);

        Assert.That(problems, Has.Count.EqualTo(3));
    }

    [Test]
    public void A_key_written_into_a_spec_is_not_repeated_in_the_message()
    {
        ModelSpecParser.Parse("openai:m?api_key=sk-canary", out var problems);

        Assert.That(string.Join('\n', problems), Does.Not.Contain("sk-canary"));
    }

    private static ModelSpec Parse(string text)
    {
        var spec = ModelSpecParser.Parse(text, out var problems);
        Assert.That(problems, Is.Empty);
        return spec!;
    }
}
