using System.Net;
using Eval.Core.Models;
using Eval.Models;
using Eval.Models.OpenAi;
using NUnit.Framework;

namespace Eval.Tests.Models.OpenAi;

/// <summary>A provider is done when its request body, its error shapes and its usage fields each have a case.</summary>
[TestFixture]
public sealed class ProviderConformanceTests
{
    private static IEnumerable<string> Providers => ApiProfiles.All.Select(profile => profile.Provider).Append("anthropic");

    [TestCaseSource(nameof(Providers))]
    public void A_provider_has_a_case_of_every_kind(string provider)
    {
        var outcomes = ProviderRefusals.Rows.Where(row => row.Provider == provider).Select(row => row.Outcome);
        Assert.Multiple(() =>
        {
            Assert.That(outcomes.Distinct(), Is.EquivalentTo(Enum.GetValues<RefusalOutcome>()), "error shapes");
            Assert.That(ProviderUsages.Rows.Select(row => row.Provider), Has.Some.EqualTo(provider), "usage fields");

            // Anthropic's own package writes the body: its cases are in AnthropicTests.
            Assert.That(ProviderRequests.Rows.Select(row => row.Provider).Append("anthropic"), Has.Some.EqualTo(provider), "request bodies");
        });
    }

    [TestCaseSource(typeof(ProviderRefusals), nameof(ProviderRefusals.Rows))]
    public async Task A_refusal_in_the_providers_own_shape_has_the_right_outcome(Refusal row)
    {
        var thrown = await CatchAsync(row.Spec, new StubHandler().Answer(row.Body, (HttpStatusCode)row.Status));

        Assert.That(thrown.Message, Does.Contain(row.Says));
        switch (row.Outcome)
        {
            case RefusalOutcome.Stop:
                Assert.That(thrown, Is.InstanceOf<ModelStoppedException>().With.Property("Fix").Contains(row.Fix));
                break;
            case var outcome:
                Assert.That(thrown, Is.InstanceOf<ModelRequestException>().With.Property("IsTransient").EqualTo(outcome == RefusalOutcome.Retry));
                break;
        }
    }

    [TestCaseSource(typeof(ProviderUsages), nameof(ProviderUsages.Rows))]
    public async Task Usage_is_read_from_the_providers_own_fields(UsageReport row)
    {
        var completion = await Create(row.Spec, new StubHandler().Answer(row.Body)).GenerateAsync(Requests.Chat("2 + 3?"), default);

        Assert.That(completion.Usage, Is.EqualTo(row.Usage));
        Assert.That(completion.Text, Is.EqualTo("5"));
    }

    [Test]
    public async Task Geminis_wait_stands_in_the_body()
    {
        var row = ProviderRefusals.Rows.Single(row => row is { Provider: "gemini", Status: 429, Outcome: RefusalOutcome.Retry });

        var thrown = await CatchAsync(row.Spec, new StubHandler().Answer(row.Body, HttpStatusCode.TooManyRequests));

        Assert.That((thrown as ModelRequestException)?.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(33)));
    }

    [Test]
    public async Task A_402_that_names_a_time_to_wait_is_a_budget_of_requests_in_flight()
    {
        const string Body = """{"error":{"message":"In-flight spending budget reached","code":402,"metadata":{"limit_source":"openrouter_in_flight_budget"}}}""";

        var thrown = await CatchAsync("openrouter:m", new StubHandler().Answer(Body, HttpStatusCode.PaymentRequired, ("Retry-After", "4")));

        Assert.That(thrown, Is.InstanceOf<ModelRequestException>().With.Property("IsTransient").True.And.Property("RetryAfter").EqualTo(TimeSpan.FromSeconds(4)));
    }

    private static async Task<Exception> CatchAsync(string spec, StubHandler network)
    {
        try
        {
            var completion = await Create(spec, network).GenerateAsync(Requests.Chat("2 + 3?"), default);
            throw new AssertionException($"It answered \"{completion.Text}\".");
        }
        catch (Exception exception) when (exception is ModelRequestException or ModelStoppedException)
        {
            return exception;
        }
    }

    private static IModel Create(string spec, StubHandler network)
    {
        var parsed = ModelSpecParser.Parse(spec, out _)!;
        var context = new ModelContext { HttpHandler = network, Environment = name => name.EndsWith("ENDPOINT", StringComparison.Ordinal) ? null : $"secret-{name}" };
        return Requests.Create(ModelFactory.BuiltIn.Single(provider => provider.Name == parsed.Provider), spec, context);
    }
}
