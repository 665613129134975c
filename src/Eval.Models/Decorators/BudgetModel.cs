using System.Text;
using Eval.Core.Models;
using Eval.Core.Prompts;
using Eval.Core.Results;
using Eval.Models.Budgets;
using Eval.Models.Catalog;

namespace Eval.Models.Decorators;

/// <summary>Sends a request only when the run's budget holds the most it can use. Stands inside the retries, so that every attempt counts.</summary>
public sealed class BudgetModel(IModel inner, RunBudget budget, PriceManifest? price) : DelegatingModel(inner)
{
    private readonly Lock _gate = new();

    // Prompt tokens per byte of UTF-8: raised to what the server reports, so the reserve soon fits its tokenizer.
    private double _tokensPerByte = 0.5;

    public override Task<Completion> GenerateAsync(ModelRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return SpendAsync(Bytes(request.Prompt), request.MaxTokens, token => Inner.GenerateAsync(request, token), cancellationToken);
    }

    public override Task<Completion> ScoreAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var count = request.Prompt.Readings;
        return SpendAsync(Bytes(request.Prompt) * count, count, token => base.ScoreAsync(request, token), cancellationToken);
    }

    private async Task<Completion> SpendAsync(int promptBytes, int maxOutput, Func<CancellationToken, Task<Completion>> send, CancellationToken cancellationToken)
    {
        var input = (long)Math.Ceiling((promptBytes * Volatile.Read(ref _tokensPerByte)) + 64);
        var most = new Reservation(input + maxOutput, price is null ? 0 : Pricing.Cost(price, input, cached: 0, maxOutput));

        // A request whose end we never saw may have been billed in full.
        budget.Reserve(most);
        var used = most;
        try
        {
            var completion = await send(cancellationToken).ConfigureAwait(false);
            used = Used(completion, most, promptBytes);
            return completion;
        }
        catch (Exception exception) when (WasRefused(exception))
        {
            used = default;
            throw;
        }
        finally
        {
            budget.Settle(most, used);
        }
    }

    private static bool WasRefused(Exception exception) =>
        exception is ModelStoppedException or ModelRequestException { StatusCode: not null } or ModelRequestException { IsUnreachable: true } or BudgetReachedException;

    private Reservation Used(Completion completion, Reservation most, int promptBytes)
    {
        if (completion.IsCached)
        {
            return default;
        }

        var usage = completion.Usage;
        if (usage.Input is { } input && promptBytes > 0)
        {
            lock (_gate)
            {
                _tokensPerByte = Math.Max(_tokensPerByte, (double)input / promptBytes);
            }
        }

        var tokens = usage.Input is null && usage.Output is null ? most.Tokens : (long)(usage.Input ?? 0) + (usage.Output ?? 0);
        var cost = completion.Cost is { } paid && paid.Currency == budget.Currency ? paid.Amount
            : price is not null && usage.Input is not null ? Pricing.Cost(price, usage.Input.Value, usage.Cached ?? 0, usage.Output ?? 0)
            : most.Cost;
        return new Reservation(tokens, cost);
    }

    private static int Bytes(Prompt prompt) => Encoding.UTF8.GetByteCount(prompt.CanonicalText);
}
