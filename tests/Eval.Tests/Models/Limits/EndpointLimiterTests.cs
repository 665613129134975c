using Eval.Models.Limits;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace Eval.Tests.Models.Limits;

[TestFixture]
public sealed class EndpointLimiterTests
{
    private readonly FakeTimeProvider _time = new();

    [TestCase(4)]
    [TestCase(13)]
    [TestCase(20)]
    [TestCase(50)]
    public void The_limit_settles_within_a_fifth_of_what_the_server_takes(int server)
    {
        var limit = new AdaptiveLimit(initial: 8, ceiling: 64, isProbing: true);
        var seen = new List<int>();
        for (var round = 0; round < 400; round++)
        {
            var sent = Enumerable.Range(0, limit.Value).Select(_ => limit.Send()).ToList();
            for (var i = 0; i < sent.Count; i++)
            {
                if (i < server)
                {
                    limit.Answered(wasFull: true);
                }
                else
                {
                    limit.Refused(sent[i]);
                }
            }

            seen.Add(limit.Value);
        }

        Assert.That(seen.Skip(100), Has.All.InRange((server * 0.8) - 1, (server * 1.2) + 1));
        Assert.That(seen.Skip(100).Average(), Is.EqualTo(server).Within(server * 0.2));
    }

    [Test]
    public void Refusals_of_one_round_count_once()
    {
        var limit = new AdaptiveLimit(initial: 100, ceiling: 100, isProbing: false);
        var sent = Enumerable.Range(0, 100).Select(_ => limit.Send()).ToList();

        sent.ForEach(limit.Refused);

        Assert.That(limit.Value, Is.EqualTo(90));
    }

    [Test]
    public async Task No_more_than_the_ceiling_is_in_flight_and_waiters_are_served_in_order()
    {
        using var limiter = new EndpointLimiter(new LimiterOptions { Initial = 2, Ceiling = 2, IsProbing = false }, _time);
        var first = await limiter.AcquireAsync(1, default);
        await limiter.AcquireAsync(1, default);
        var third = limiter.AcquireAsync(1, default).AsTask();
        var fourth = limiter.AcquireAsync(1, default).AsTask();
        Assert.That(third.IsCompleted, Is.False);

        limiter.Release(first, RequestEnd.Answered, 1, retryAfter: null);
        await third;

        Assert.That(fourth.IsCompleted, Is.False);
    }

    [Test]
    public async Task A_cancelled_waiter_takes_no_slot()
    {
        using var limiter = new EndpointLimiter(new LimiterOptions { Initial = 1, Ceiling = 1, IsProbing = false }, _time);
        var first = await limiter.AcquireAsync(1, default);
        using var cancel = new CancellationTokenSource();
        var second = limiter.AcquireAsync(1, cancel.Token).AsTask();
        var third = limiter.AcquireAsync(1, default).AsTask();

        await cancel.CancelAsync();
        Assert.That(async () => await second, Throws.InstanceOf<OperationCanceledException>());
        limiter.Release(first, RequestEnd.Answered, 1, retryAfter: null);

        await third;
    }

    [Test]
    public async Task Retry_after_holds_everyone_back()
    {
        using var limiter = new EndpointLimiter(new LimiterOptions { Initial = 4, Ceiling = 4, IsProbing = false }, _time);
        limiter.Release(await limiter.AcquireAsync(1, default), RequestEnd.Refused, 0, TimeSpan.FromSeconds(5));
        var next = limiter.AcquireAsync(1, default).AsTask();

        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.That(next.IsCompleted, Is.False);
        _time.Advance(TimeSpan.FromSeconds(0.2));

        await next.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Test]
    public async Task No_minute_sees_more_requests_than_allowed()
    {
        using var limiter = new EndpointLimiter(new LimiterOptions { Initial = 1000, Ceiling = 1000, RequestsPerMinute = 60 }, _time);
        var sent = new List<DateTimeOffset>();
        var all = Task.WhenAll(Enumerable.Range(0, 150).Select(async _ =>
        {
            await limiter.AcquireAsync(1, default);
            lock (sent)
            {
                sent.Add(_time.GetUtcNow());
            }
        }));
        for (var i = 0; i < 2000 && !all.IsCompleted; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(TimeSpan.FromMilliseconds(1), CancellationToken.None);
        }

        await all;
        Assert.That(sent.Select(from => sent.Count(at => at >= from && at < from + TimeSpan.FromMinutes(1))).Max(), Is.LessThanOrEqualTo(60));
    }

    [TestCase("1s", 1)]
    [TestCase("6m0s", 360)]
    [TestCase("250ms", 0.25)]
    [TestCase("1h2m3.5s", 3723.5)]
    [TestCase("12", 12)]
    [TestCase("2000-01-01T00:00:30Z", 30)]
    public void Reset_times_are_read_in_all_their_forms(string text, double seconds) =>
        Assert.That(RateLimitHeaders.ReadReset(text, new FakeTimeProvider(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)))?.TotalSeconds, Is.EqualTo(seconds).Within(1e-9));

    [TestCase("x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", "2s", 2.0)]
    [TestCase("anthropic-ratelimit-tokens-remaining", "0", "anthropic-ratelimit-tokens-reset", "2000-01-01T00:00:09Z", 9.0)]
    [TestCase("x-ratelimit-remaining-requests", "7", "x-ratelimit-reset-requests", "2s", null)]
    [TestCase("x-other", "0", "x-reset", "2s", null)]
    public void When_nothing_is_left_the_reset_is_awaited(string remaining, string left, string reset, string when, double? seconds)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation(remaining, left);
        response.Headers.TryAddWithoutValidation(reset, when);

        var pause = RateLimitHeaders.ReadPause(response.Headers, new FakeTimeProvider(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)));

        Assert.That(pause?.TotalSeconds, Is.EqualTo(seconds));
    }

    [TestCase("Retry-After", "3", 3.0)]
    [TestCase("Retry-After", "0.5", 0.5)]
    [TestCase("retry-after-ms", "250", 0.25)]
    [TestCase("Retry-After", "Sat, 01 Jan 2000 00:00:10 GMT", 10.0)]
    [TestCase("Retry-After", "Fri, 31 Dec 1999 00:00:10 GMT", 0.0)]
    [TestCase("Retry-After", "soon", null)]
    public void Retry_after_is_read_in_seconds_and_dates(string name, string value, double? seconds)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation(name, value);

        var wait = Eval.Models.Http.RetryAfter.Read(response.Headers, new FakeTimeProvider(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)));

        Assert.That(wait?.TotalSeconds, Is.EqualTo(seconds));
    }
}
