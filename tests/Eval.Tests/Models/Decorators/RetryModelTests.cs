using Eval.Core.Models;
using Eval.Models.Decorators;
using NUnit.Framework;

namespace Eval.Tests.Models.Decorators;

[TestFixture]
public sealed class RetryModelTests
{
    [Test]
    public async Task A_transient_failure_is_tried_again_and_counted()
    {
        var model = new FakeModel(call => call < 3 ? throw new ModelRequestException("busy", isTransient: true) { StatusCode = 500 } : FakeModel.Says("ok"));

        var (completion, waited) = await RunAsync(model);

        Assert.That((completion.Text, completion.Attempts), Is.EqualTo(("ok", 3)));
        Assert.That(waited.TotalSeconds, Is.InRange(0.25 + 0.5, 0.5 + 1 + 0.2));
    }

    [Test]
    public async Task The_wait_the_server_asks_for_is_kept()
    {
        var model = new FakeModel(call => call == 1 ? throw new ModelRequestException("slow down", isTransient: true) { StatusCode = 429, RetryAfter = TimeSpan.FromSeconds(30) } : FakeModel.Says("ok"));

        var (_, waited) = await RunAsync(model);

        Assert.That(waited.TotalSeconds, Is.InRange(30, 33.2));
    }

    [Test]
    public void A_failure_for_good_is_not_tried_again()
    {
        var model = new FakeModel(_ => throw new ModelRequestException("filtered"));

        Assert.That(() => RunAsync(model), Throws.InstanceOf<ModelRequestException>());
        Assert.That(model.Calls, Is.EqualTo(1));
    }

    [Test]
    public void A_stopped_model_is_not_asked_again()
    {
        var model = new FakeModel(_ => throw new ModelStoppedException("401", "set the key"));

        Assert.That(() => RunAsync(model), Throws.InstanceOf<ModelStoppedException>());
        Assert.That(model.Calls, Is.EqualTo(1));
    }

    [Test]
    public void Attempts_end_at_the_cap_and_the_error_says_how_many_there_were()
    {
        var model = new FakeModel(_ => throw new ModelRequestException("busy", isTransient: true) { StatusCode = 500 });

        Assert.That(
            () => RunAsync(model, new RetryOptions { MaxAttempts = 4 }),
            Throws.InstanceOf<ModelRequestException>().With.Property("Attempts").EqualTo(4).And.Message.Contains("tried 4 times"));
    }

    [Test]
    public async Task Refusals_for_the_rate_do_not_use_up_the_attempts()
    {
        var model = new FakeModel(call => call <= 12 ? throw new ModelRequestException("slow", isTransient: true) { StatusCode = 429, RetryAfter = TimeSpan.FromSeconds(1) } : FakeModel.Says("ok"));

        var (completion, _) = await RunAsync(model, new RetryOptions { MaxAttempts = 4 });

        Assert.That(completion.Attempts, Is.EqualTo(13));
    }

    [Test]
    public void No_attempt_begins_after_the_total_time()
    {
        var model = new FakeModel(_ => throw new ModelRequestException("slow", isTransient: true) { StatusCode = 429, RetryAfter = TimeSpan.FromSeconds(50) });

        Assert.That(() => RunAsync(model, new RetryOptions { TotalTime = TimeSpan.FromSeconds(120) }), Throws.InstanceOf<ModelRequestException>());
        Assert.That(model.Calls, Is.EqualTo(3));
    }

    [Test]
    public void A_server_that_was_never_reached_stops_the_model_soon()
    {
        var model = new FakeModel(_ => throw new ModelRequestException("cannot be reached", isTransient: true) { IsUnreachable = true });

        Assert.That(() => RunAsync(model), Throws.InstanceOf<ModelStoppedException>().With.Message.Contains("cannot be reached").And.Property("Fix").Contains("base_url"));
        Assert.That(model.Calls, Is.EqualTo(3));
    }

    [TestCase(429)]
    [TestCase(500)]
    public async Task A_check_that_meets_a_busy_server_is_made_again(int status)
    {
        var checks = 0;
        await using var model = new RetryModel(
            new CheckedModel(() => ++checks < 3 ? throw new ModelRequestException("busy", isTransient: true) { StatusCode = status } : 0), new RetryOptions(), new PatientTime(), seed: 1);

        await model.CheckAsync(default);

        Assert.That(checks, Is.EqualTo(3));
    }

    [Test]
    public async Task A_check_is_not_made_for_longer_than_somebody_waits()
    {
        var checks = 0;
        var time = new PatientTime();
        await using var model = new RetryModel(
            new CheckedModel(() => ++checks > 0 ? throw new ModelRequestException("busy", isTransient: true) { StatusCode = 500 } : 0), new RetryOptions(), time, seed: 1);

        Assert.That(() => model.CheckAsync(default), Throws.InstanceOf<ModelRequestException>().With.Message.Contains("tried 4 times"));
        Assert.That(checks, Is.EqualTo(4));
        Assert.That(time.Waited, Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    private static async Task<(Completion Completion, TimeSpan Waited)> RunAsync(FakeModel inner, RetryOptions? options = null)
    {
        var time = new PatientTime();
        await using var model = new RetryModel(inner, options ?? new RetryOptions(), time, seed: 1);
        var completion = await model.GenerateAsync(Requests.Chat("?"), default);
        return (completion, time.Waited);
    }

    /// <summary>A model whose check does what a test says.</summary>
    private sealed class CheckedModel(Func<int> check) : IModel, IModelPreflight
    {
        public ModelInfo Info { get; } = new FakeModel(_ => FakeModel.Says("ok")).Info;

        public Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task CheckAsync(CancellationToken cancellationToken)
        {
            check();
            return Task.CompletedTask;
        }
    }
}
