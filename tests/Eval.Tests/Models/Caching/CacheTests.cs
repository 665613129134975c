using Eval.Core.Models;
using Eval.Models.Caching;
using Eval.Models.Decorators;
using Eval.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
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
    public async Task Closing_the_cache_keeps_every_answer_that_was_given_to_it()
    {
        string[] answers = [.. Enumerable.Range(0, 3000).Select(i => new string((char)('a' + (i % 26)), i % 100 == 0 ? 40_000 : i % 700))];
        var path = _folder.File("e", "r.sqlite");
        using (var cache = ResponseCache.Open(path, TimeProvider.System))
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, answers.Length), async (i, token) =>
                await new CacheModel(new FakeModel(_ => FakeModel.Says(answers[i])), cache, NullLogger.Instance).GenerateAsync(Requests.Chat($"{i}"), token));
        }

        using var again = ResponseCache.Open(path, TimeProvider.System);
        var inner = new FakeModel(_ => FakeModel.Says("asked again"));
        for (var i = 0; i < answers.Length; i++)
        {
            var completion = await new CacheModel(inner, again, NullLogger.Instance).GenerateAsync(Requests.Chat($"{i}"), default);
            Assert.That(completion.Text, Is.EqualTo(answers[i]), $"{i}");
        }

        Assert.That(inner.Calls, Is.Zero);
    }

    [Test]
    public async Task An_answer_is_found_while_it_waits_for_the_disk()
    {
        // A clock that stands still: nothing is written before the cache closes.
        using var cache = ResponseCache.Open(_folder.File("f", "r.sqlite"), new FakeTimeProvider());
        var model = new CacheModel(new FakeModel(call => FakeModel.Says($"answer {call}")), cache, NullLogger.Instance);
        var first = await model.GenerateAsync(Requests.Chat("?"), default);

        var second = await model.GenerateAsync(Requests.Chat("?"), default);

        Assert.That(second.IsCached);
        Assert.That(second.Text, Is.EqualTo(first.Text));
    }

    [Test]
    public async Task Once_nothing_more_is_asked_the_answers_go_into_the_database_itself_without_closing()
    {
        // A clock that stands still: nothing is written unless it is hurried.
        var path = _folder.File("h", "r.sqlite");
        using var cache = ResponseCache.Open(path, new FakeTimeProvider());
        var model = new Outer(new CacheModel(new FakeModel(_ => FakeModel.Says(new string('x', 100_000))), cache, NullLogger.Instance));
        await model.GenerateAsync(Requests.Chat("1"), default);
        Assert.That(new FileInfo(path).Length, Is.LessThan(100_000));

        model.AskingEnded();

        Assert.That(() => new FileInfo(path).Length, Is.GreaterThan(100_000).After(10_000, 10));
        await model.GenerateAsync(Requests.Chat("2"), default);
        model.AskingEnded();
        Assert.That(() => new FileInfo(path).Length, Is.GreaterThan(200_000).After(10_000, 10), "it can be asked again, and end again");
    }

    [Test]
    public async Task A_closed_cache_is_not_hurried()
    {
        var cache = ResponseCache.Open(_folder.File("i", "r.sqlite"), TimeProvider.System);
        var model = new CacheModel(new FakeModel(_ => FakeModel.Says("x")), cache, NullLogger.Instance);
        await model.GenerateAsync(Requests.Chat("?"), default);
        cache.Dispose();

        Assert.That(model.AskingEnded, Throws.Nothing);
    }

    [Test]
    public async Task An_answer_that_cannot_be_written_is_said_and_asked_for_again()
    {
        var path = _folder.File("g", "r.sqlite");
        using var cache = ResponseCache.Open(path, TimeProvider.System);
        using (var breaker = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            breaker.Open();
            using var command = breaker.CreateCommand();
            command.CommandText = "CREATE TRIGGER refuse BEFORE INSERT ON answers BEGIN SELECT RAISE(ABORT, 'no room'); END";
            command.ExecuteNonQuery();
        }

        var failure = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        cache.Failed = exception => failure.TrySetResult(exception);
        var inner = new FakeModel(_ => FakeModel.Says("x"));
        await new CacheModel(inner, cache, NullLogger.Instance).GenerateAsync(Requests.Chat("?"), default);

        Assert.That((await failure.Task).Message, Does.Contain("no room"));
        cache.Stats();
        await new CacheModel(inner, cache, NullLogger.Instance).GenerateAsync(Requests.Chat("?"), default);
        Assert.That(inner.Calls, Is.EqualTo(2));
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

    private sealed class Outer(IModel inner) : DelegatingModel(inner);
}
