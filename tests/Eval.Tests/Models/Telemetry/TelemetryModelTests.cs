using System.Diagnostics;
using System.Net;
using Eval.Core.Models;
using Eval.Models;
using Eval.Models.Decorators;
using NUnit.Framework;

namespace Eval.Tests.Models.Telemetry;

/// <summary>Spans and metrics under the gen_ai semantic conventions.</summary>
[TestFixture]
[NonParallelizable]
public sealed class TelemetryModelTests
{
    private const string Canary = "canary-44ab0c1e-key";

    private const string Answer = """
        {"model":"telling-1-2026","choices":[{"index":0,"message":{"role":"assistant","content":"secret answer"},"finish_reason":"stop"}],
        "usage":{"prompt_tokens":12,"completion_tokens":3}}
        """;

    [Test]
    public async Task A_chat_request_is_one_client_span_with_the_gen_ai_attributes()
    {
        using var recording = new Recording("telling-1");

        await Model("telling-1", new StubHandler().Answer(Answer)).GenerateAsync(Requests.Chat("secret question", Requests.About(id: "7", repeat: 2)), default);

        var span = recording.Spans.Single();
        Assert.Multiple(() =>
        {
            Assert.That(span.DisplayName, Is.EqualTo("chat telling-1"));
            Assert.That(span.Kind, Is.EqualTo(ActivityKind.Client));
            Assert.That(span.Status, Is.EqualTo(ActivityStatusCode.Unset));
            Assert.That(Tag(span, "gen_ai.operation.name"), Is.EqualTo("chat"));
            Assert.That(Tag(span, "gen_ai.provider.name"), Is.EqualTo("openai-compatible"));
            Assert.That(Tag(span, "gen_ai.request.model"), Is.EqualTo("telling-1"));
            Assert.That(Tag(span, "gen_ai.request.max_tokens"), Is.EqualTo(64));
            Assert.That(Tag(span, "gen_ai.request.temperature"), Is.Zero);
            Assert.That(Tag(span, "gen_ai.response.model"), Is.EqualTo("telling-1-2026"));
            Assert.That(Tag(span, "gen_ai.response.finish_reasons"), Is.EqualTo(new[] { "stop" }));
            Assert.That(Tag(span, "gen_ai.usage.input_tokens"), Is.EqualTo(12));
            Assert.That(Tag(span, "gen_ai.usage.output_tokens"), Is.EqualTo(3));
            Assert.That(Tag(span, "eval.sample.id"), Is.EqualTo("7"));
            Assert.That(Tag(span, "eval.repeat"), Is.EqualTo(2));
            Assert.That(Everything(span), Does.Not.Contain("secret").And.Not.Contain(Canary));
        });
    }

    [Test]
    public async Task Raw_text_is_a_text_completion()
    {
        using var recording = new Recording("telling-2");
        var network = new StubHandler().Answer("""{"choices":[{"index":0,"text":"x","finish_reason":"stop"}]}""");

        await Model("telling-2", network, "&api=completions").GenerateAsync(Requests.Text("Q"), default);

        Assert.That(recording.Spans.Single().DisplayName, Is.EqualTo("text_completion telling-2"));
        Assert.That(recording.Measurements.Select(item => item.Instrument), Is.EqualTo(new[] { "gen_ai.client.operation.duration" }), "a server that counts no tokens adds none to the metric");
    }

    [Test]
    public async Task Duration_and_tokens_are_measured_by_type()
    {
        using var recording = new Recording("telling-3");

        await Model("telling-3", new StubHandler().Answer(Answer)).GenerateAsync(Requests.Chat("Q"), default);

        var tokens = recording.Measurements.Where(item => item.Instrument == "gen_ai.client.token.usage").Select(item => (item.Tags["gen_ai.token.type"], item.Value));
        var duration = recording.Measurements.Single(item => item.Instrument == "gen_ai.client.operation.duration");
        Assert.That(tokens, Is.EqualTo(new (object?, double)[] { ("input", 12), ("output", 3) }));
        Assert.That(duration.Value, Is.InRange(0, 60));
        Assert.That(duration.Tags.Keys, Is.EquivalentTo(new[] { "gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.request.model" }));
    }

    [Test]
    public void A_refused_key_is_an_error_span_that_does_not_hold_the_key()
    {
        using var recording = new Recording("telling-4");
        var network = new StubHandler().Answer($$$"""{"error":{"message":"Incorrect API key: {{{Canary}}}"}}""", HttpStatusCode.Unauthorized);

        Assert.That(() => Model("telling-4", network).GenerateAsync(Requests.Chat("Q"), default), Throws.InstanceOf<ModelStoppedException>());

        var span = recording.Spans.Single();
        Assert.That(network.Sent[0].Headers, Does.Contain(Canary), "the key was sent");
        Assert.That(span.Status, Is.EqualTo(ActivityStatusCode.Error));
        Assert.That(Tag(span, "error.type"), Is.EqualTo("401"));
        Assert.That(Everything(span), Does.Contain("401").And.Not.Contain(Canary));
        Assert.That(recording.Measurements.Single().Tags["error.type"], Is.EqualTo("401"));
    }

    [Test]
    public async Task Nothing_is_created_while_nobody_listens()
    {
        Activity? during = null;
        var inner = new FakeModel(_ =>
        {
            during = Activity.Current;
            return FakeModel.Says("5");
        });

        await new TelemetryModel(inner, TimeProvider.System).GenerateAsync(Requests.Chat("Q"), default);

        Assert.That(during, Is.Null);
    }

    [Test]
    public async Task The_request_runs_inside_its_span()
    {
        using var recording = new Recording("fake");
        Activity? during = null;
        var inner = new FakeModel(_ =>
        {
            during = Activity.Current;
            return FakeModel.Says("5");
        });

        await new TelemetryModel(inner, TimeProvider.System).GenerateAsync(Requests.Chat("Q"), default);

        Assert.That(during, Is.SameAs(recording.Spans.Single()));
    }

    private static TelemetryModel Model(string id, StubHandler network, string further = "")
    {
        var context = new ModelContext { HttpHandler = network, Environment = _ => Canary };
        var provider = ModelFactory.BuiltIn.Single(provider => provider.Name == "openai-compatible");
        return new TelemetryModel(Requests.Create(provider, $"openai-compatible:{id}?base_url=http://localhost/v1&api_key_env=CANARY_KEY{further}", context), TimeProvider.System);
    }

    private static object? Tag(Activity span, string name) => span.GetTagItem(name);

    private static string Everything(Activity span) =>
        $"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Events.SelectMany(item => item.Tags))}";
}
