using Eval.Core.Models;
using Eval.Models.Caching;
using Eval.Models.Decorators;
using Eval.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace Eval.Tests.Models.Caching;

[TestFixture]
public sealed class CacheTests
{
    private TemporaryFolder _folder = null!;
    private ResponseCache _cache = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TemporaryFolder();
        _cache = ResponseCache.Open(_folder.File("c", "responses.sqlite"), TimeProvider.System);
    }

    [TearDown]
    public void TearDown()
    {
        _cache.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task The_second_asking_is_free_and_marked()
    {
        var inner = new FakeModel(_ => FakeModel.Says("héllo\n") with { Reasoning = "hm", ServerModel = "m-1", Cost = new Cost(0.5m, "USD"), Latency = TimeSpan.FromMilliseconds(12) });

        var first = await Cached(inner).GenerateAsync(Requests.Chat("?"), default);
        var second = await Cached(inner).GenerateAsync(Requests.Chat("?"), default);

        Assert.That(inner.Calls, Is.EqualTo(1));
        Assert.That(first.IsCached, Is.False);
        Assert.That(second, Is.EqualTo(first with { IsCached = true, Attempts = 0, Cost = new Cost(0, "USD"), Choices = second.Choices }));
    }

    [Test]
    public async Task Scores_of_continuations_come_back_exactly()
    {
        var inner = new FakeModel(_ => new Completion { Text = null, FinishReason = FinishReason.Scored, Choices = [new(-0.1, 1, true), new(-1.0 / 3, 2, false)] });
        var request = Requests.Score("Q", Requests.About(), " A", " B");

        await Cached(inner).ScoreAsync(request, default);
        var second = await Cached(inner).ScoreAsync(request, default);

        Assert.That(second.Choices, Is.EqualTo(new ContinuationScore[] { new(-0.1, 1, true), new(-1.0 / 3, 2, false) }));
    }

    [Test]
    public async Task Nothing_that_could_change_the_answer_shares_a_key()
    {
        var inner = new FakeModel(call => FakeModel.Says($"{call}"));
        var request = Requests.Chat("?");
        ModelRequest[] requests =
        [
            request,
            Requests.Chat("? "),
            Requests.Text("?"),
            request with { MaxTokens = 65 },
            request with { Temperature = 0.1 },
            request with { Temperature = null },
            request with { TopP = 1 },
            request with { Seed = 0 },
            request with { Stop = ["a"] },
            request with { Stop = ["a", ""] },
            request with { Prompt = request.Prompt with { AssistantPrefix = "" } },
            request with { Metadata = request.Metadata with { Repeat = 1 } },
        ];

        foreach (var each in requests)
        {
            await Cached(inner).GenerateAsync(each, default);
        }

        await Cached(new FakeModel(_ => FakeModel.Says("other"), fingerprint: "other")).GenerateAsync(request, default);

        Assert.That(inner.Calls, Is.EqualTo(requests.Length));
        Assert.That(_cache.Stats().Entries, Is.EqualTo(requests.Length + 1));
    }

    [Test]
    public async Task What_the_request_is_for_is_not_in_the_key()
    {
        var inner = new FakeModel(_ => FakeModel.Says("x"));
        await Cached(inner).GenerateAsync(Requests.Chat("?", Requests.About("1")), default);
        await Cached(inner).GenerateAsync(Requests.Chat("?", Requests.About("2", benchmark: "mmlu")), default);

        Assert.That(inner.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Errors_and_refusals_are_not_kept()
    {
        var inner = new FakeModel(_ => FakeModel.Says(null) with { Refusal = "no" });
        await Cached(inner).GenerateAsync(Requests.Chat("?"), default);
        await Cached(inner).GenerateAsync(Requests.Chat("?"), default);

        Assert.That(inner.Calls, Is.EqualTo(2));
    }

    [Test]
    public async Task Two_connections_write_at_once_without_losing_an_answer()
    {
        using var other = ResponseCache.Open(_cache.Path, TimeProvider.System);
        var inner = new FakeModel(_ => FakeModel.Says("x"));
        await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() =>
            new CacheModel(inner, i % 2 == 0 ? _cache : other, NullLogger.Instance).GenerateAsync(Requests.Chat($"question {i}"), default))));

        // Each waits only for the answers that it has on its way itself.
        _cache.Stats();
        Assert.That(other.Stats().Models["fake"], Is.EqualTo(400));
        Assert.That(_cache.Stats().Entries, Is.EqualTo(400));
    }

    [Test]
    public void A_file_that_is_no_cache_is_refused_with_the_fix() =>
        Assert.That(
            () => ResponseCache.Open(_folder.Write("broken.sqlite", new string('x', 5000)), TimeProvider.System),
            Throws.InstanceOf<CacheUnavailableException>().With.Message.Contains("--no-cache"));

    [Test]
    public void Clearing_removes_the_file_and_its_log()
    {
        var path = _folder.File("d", "r.sqlite");
        ResponseCache.Open(path, TimeProvider.System).Dispose();

        Assert.That(ResponseCache.Clear(path), Is.GreaterThan(0));
        Assert.That(Directory.GetFiles(_folder.File("d")), Is.Empty);
    }

    private CacheModel Cached(FakeModel inner) => new(inner, _cache, NullLogger.Instance);
}
