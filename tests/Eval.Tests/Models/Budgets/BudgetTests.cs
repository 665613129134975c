using Eval.Core.Models;
using Eval.Core.Results;
using Eval.Models.Budgets;
using Eval.Models.Decorators;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace Eval.Tests.Models.Budgets;

[TestFixture]
public sealed class BudgetTests
{
    // 100 tokens in and 10 out cost 0.0003 dollars.
    private static readonly PriceManifest Price = new() { Currency = "USD", Input = 2, CachedInput = 1, Output = 10, AsOf = "2026-01-01", Source = "https://example.org" };

    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task Requests_stop_before_the_money_is_gone()
    {
        var inner = new FakeModel(_ => FakeModel.Says("x"));
        var model = new BudgetModel(new CostModel(inner, Price), new RunBudget(new BudgetLimits { Cost = 0.003m }, _time), Price);

        var spent = 0m;
        Assert.That(
            async () =>
            {
                while (true)
                {
                    spent += (await model.GenerateAsync(Requests.Chat("?"), default)).Cost!.Value.Amount;
                }
            },
            Throws.InstanceOf<BudgetReachedException>().With.Message.Contains("0.003 USD"));
        Assert.That(spent, Is.InRange(0.0015m, 0.003m));
    }

    [Test]
    public async Task What_is_in_flight_counts_at_its_highest_price()
    {
        var budget = new RunBudget(new BudgetLimits { Tokens = 1000 }, _time);
        var gate = new TaskCompletionSource();
        var slow = new SlowModel(gate.Task);
        var model = new BudgetModel(slow, budget, price: null);
        var request = Requests.Chat("?") with { MaxTokens = 400 };

        var first = model.GenerateAsync(request, default);
        var second = model.GenerateAsync(request, default);
        Assert.That(() => model.GenerateAsync(request, default), Throws.InstanceOf<BudgetReachedException>());
        gate.SetResult();
        await Task.WhenAll(first, second);

        Assert.That((await model.GenerateAsync(request, default)).Text, Is.EqualTo("x"), "what was not used is free again");
    }

    [Test]
    public void Every_attempt_counts_as_a_request()
    {
        var model = new BudgetModel(new FakeModel(_ => throw new ModelRequestException("500", isTransient: true) { StatusCode = 500 }), new RunBudget(new BudgetLimits { Requests = 2 }, _time), price: null);

        Assert.That(() => model.GenerateAsync(Requests.Chat("?"), default), Throws.InstanceOf<ModelRequestException>());
        Assert.That(() => model.GenerateAsync(Requests.Chat("?"), default), Throws.InstanceOf<ModelRequestException>());
        Assert.That(() => model.GenerateAsync(Requests.Chat("?"), default), Throws.InstanceOf<BudgetReachedException>());
    }

    [Test]
    public void An_answer_lost_on_the_wire_may_have_been_billed()
    {
        var budget = new RunBudget(new BudgetLimits { Tokens = 200 }, _time);
        var model = new BudgetModel(new FakeModel(_ => throw new ModelRequestException("connection broke", isTransient: true)), budget, price: null);

        Assert.That(() => model.GenerateAsync(Requests.Chat("?"), default), Throws.InstanceOf<ModelRequestException>());
        Assert.That(() => model.GenerateAsync(Requests.Chat("?"), default), Throws.InstanceOf<BudgetReachedException>());
    }

    [Test]
    public async Task The_runs_time_ends_it()
    {
        var model = new BudgetModel(new FakeModel(_ => FakeModel.Says("x")), new RunBudget(new BudgetLimits { WallTime = TimeSpan.FromMinutes(1) }, _time), price: null);
        await model.GenerateAsync(Requests.Chat("?"), default);

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.That(() => model.GenerateAsync(Requests.Chat("?"), default), Throws.InstanceOf<BudgetReachedException>());
    }

    [Test]
    public void Cached_prompt_tokens_have_their_own_price() =>
        Assert.That(Eval.Models.Catalog.Pricing.Cost(Price, input: 1_000_000, cached: 400_000, output: 100_000), Is.EqualTo(1.2m + 0.4m + 1m));

    [Test]
    public async Task Without_token_counts_the_cost_is_unknown_and_not_zero()
    {
        var completion = await new CostModel(new FakeModel(_ => FakeModel.Says("x") with { Usage = Usage.None }), Price).GenerateAsync(Requests.Chat("?"), default);

        Assert.That(completion.Cost, Is.Null);
    }

    private sealed class SlowModel(Task gate) : IModel
    {
        public ModelInfo Info { get; } = new() { Name = "s", Provider = "s", ModelId = "s", Abilities = ModelAbilities.Chat, Fingerprint = "s" };

        public async Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken)
        {
            await gate.WaitAsync(cancellationToken);
            return FakeModel.Says("x");
        }
    }
}
