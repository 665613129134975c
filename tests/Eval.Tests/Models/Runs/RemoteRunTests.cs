using Eval.Core.Models;
using Eval.Core.Results;
using Eval.Models;
using Eval.Testing.FakeServer;
using NUnit.Framework;

namespace Eval.Tests.Models.Runs;

[TestFixture]
public sealed class RemoteRunTests
{
    private const string Canary = "canary-5f0e8d1c-key";

    [Test]
    public async Task With_a_quarter_of_faults_every_sample_is_scored_and_each_answer_paid_once()
    {
        const int Questions = 1319;
        await using var good = FakeModelServer.Start();
        await using var bad = FakeModelServer.Start(new FakeServerOptions
        {
            Faults = FakeServerOptions.ParseFaults("429:0.1,500:0.09,drop:0.02,slow:0.02,malformed:0.02"),
            SlowExtra = TimeSpan.FromMilliseconds(200),
        });
        using var run = new RemoteRun(Questions);

        var without = await run.RunAsync($"openai-compatible:m?base_url={good.BaseUrl}&max_concurrency=32&name=same");
        var with = await run.RunAsync($"openai-compatible:m?base_url={bad.BaseUrl}&max_concurrency=32&name=same");

        Assert.That(with.Status, Is.EqualTo(RunStatus.Completed));
        Assert.That(with.Summary.Results[0].Counts, Is.EqualTo(new StatusCounts(Questions, Questions, 0, 0, 0)));
        Assert.That(Json(with.Summary), Is.EqualTo(Json(without.Summary)));
        Assert.That(bad.Stats.Faults.Values.Sum(), Is.GreaterThan(Questions / 5));
        Assert.That(bad.Stats.AnsweredAgain, Is.Zero);
        Assert.That(bad.Stats.Answered, Is.EqualTo(Questions + bad.Stats.Lost));
    }

    // Everything but the run's own name.
    private static string Json(RunSummary summary) => System.Text.Json.JsonSerializer.Serialize(summary with { RunId = "" });

    [Test]
    public async Task A_second_run_of_the_same_model_is_free()
    {
        await using var server = FakeModelServer.Start();
        using var run = new RemoteRun(50);
        var spec = $"openai-compatible:m?base_url={server.BaseUrl}";

        await run.RunAsync(spec);
        var again = await run.RunAsync($"{spec}&name=again");

        Assert.That(server.Stats.Answered, Is.EqualTo(50));
        Assert.That(again.Folder.ReadSamples(again.Manifest.Tasks[0]), Has.All.Property("Cached").True);
    }

    [Test]
    public async Task A_model_that_answers_401_stops_alone_and_the_message_names_the_variable()
    {
        await using var server = FakeModelServer.Start(new FakeServerOptions { Unauthorized = new HashSet<string> { "locked" } });
        using var run = new RemoteRun(40);
        run.Set("LOCKED_KEY", Canary);

        var outcome = await run.RunAsync(
            $"openai-compatible:open?base_url={server.BaseUrl}",
            $"openai-compatible:locked?base_url={server.BaseUrl}&api_key_env=LOCKED_KEY");

        Assert.That(outcome.Status, Is.EqualTo(RunStatus.ModelStopped));
        Assert.That(outcome.Stops, Has.Count.EqualTo(1));
        Assert.That(outcome.Stops[0].Model, Is.EqualTo("openai-compatible:locked"));
        Assert.That(outcome.Stops[0].Message, Does.Contain("401").And.Contain("Incorrect API key"));
        Assert.That(outcome.Stops[0].Fix, Does.Contain("LOCKED_KEY"));
        Assert.That(outcome.Summary.Results.Single(result => result.Model == "openai-compatible:open").Counts.Scored, Is.EqualTo(40));
    }

    [Test]
    public async Task No_key_is_left_anywhere_even_when_the_server_repeats_it_in_every_error()
    {
        await using var server = FakeModelServer.Start(new FakeServerOptions
        {
            EchoesSecrets = true,
            Faults = FakeServerOptions.ParseFaults("500:0.9"),
            Unauthorized = new HashSet<string> { "locked" },
        });
        using var run = new RemoteRun(3);
        run.Set("CANARY_KEY", Canary);

        var outcome = await run.RunAsync(
            $"openai-compatible:m?base_url={server.BaseUrl}&api_key_env=CANARY_KEY",
            $"openai-compatible:locked?base_url={server.BaseUrl}&api_key_env=CANARY_KEY");

        Assert.That(server.Stats.Faults["500"], Is.GreaterThan(0));
        Assert.That(outcome.Stops.Select(stop => stop.Message + stop.Fix), Has.All.Not.Contains(Canary));
        foreach (var file in Directory.GetFiles(run.Folder, "*", SearchOption.AllDirectories))
        {
            Assert.That(System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file)), Does.Not.Contain(Canary), file);
        }
    }

    [TestCase(6)]
    [TestCase(20)]
    public async Task The_adaptive_limit_ends_within_a_fifth_of_the_servers_own(int most)
    {
        await using var server = FakeModelServer.Start(new FakeServerOptions { MaxConcurrency = most, Latency = TimeSpan.FromMilliseconds(30) });
        var factory = new ModelFactory(ModelFactory.BuiltIn, new ModelFactoryOptions { Retry = new() { FirstDelay = TimeSpan.FromMilliseconds(40) } });
        var model = factory.Create(ModelSpecParser.Parse($"openai-compatible:m?base_url={server.BaseUrl}", out _)!).Model!;

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 60 * most),
            new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (i, token) => await model.GenerateAsync(Requests.Chat($"question {i}"), token));

        Assert.That(factory.Limiters.Values.Single().Limit, Is.InRange((int)Math.Floor(most * 0.8), (int)Math.Ceiling(most * 1.2)));
        Assert.That(server.Stats.Answered, Is.EqualTo(60 * most));
    }

    [Test]
    public async Task A_server_that_is_not_there_stops_its_model_before_the_first_sample()
    {
        Uri gone;
        await using (var server = FakeModelServer.Start())
        {
            gone = server.BaseUrl;
        }

        var model = new ModelFactory(ModelFactory.BuiltIn, new ModelFactoryOptions()).Create(ModelSpecParser.Parse($"openai-compatible:m?base_url={gone}", out _)!).Model!;

        Assert.That(
            () => ((IModelPreflight)model).CheckAsync(CancellationToken.None),
            Throws.InstanceOf<ModelStoppedException>().With.Message.Contains("cannot be reached").And.Property("Fix").Contains("base_url"));
    }
}
