using System.Globalization;
using Eval.Core.Models;

namespace Eval.Models.Budgets;

/// <summary>The purse of a run, shared by all its models. What is in flight counts at its highest possible price, so the limit is never crossed. Thread-safe.</summary>
public sealed class RunBudget
{
    private readonly Lock _gate = new();
    private readonly BudgetLimits _limits;
    private readonly TimeProvider _time;
    private readonly long _start;
    private long _requests;
    private long _tokens;
    private decimal _cost;
    private long _reservedTokens;
    private decimal _reservedCost;

    public RunBudget(BudgetLimits limits, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(time);
        _limits = limits;
        _time = time;
        _start = time.GetTimestamp();
    }

    /// <summary>Currency that costs are counted in.</summary>
    public string Currency => _limits.Currency;

    public bool LimitsCost => _limits.Cost is not null;

    /// <summary>Counts what an earlier attempt at the same run used, so that a resumed run cannot use it twice.</summary>
    public void AddEarlier(long requests, long tokens, decimal cost)
    {
        lock (_gate)
        {
            _requests += requests;
            _tokens += tokens;
            _cost += cost;
        }
    }

    /// <summary>Sets aside the most a request can use.</summary>
    /// <exception cref="BudgetReachedException">The request could cross a limit; nothing was set aside.</exception>
    public void Reserve(Reservation most)
    {
        lock (_gate)
        {
            if (_limits.WallTime is { } time && _time.GetElapsedTime(_start) >= time)
            {
                throw new BudgetReachedException(string.Create(CultureInfo.InvariantCulture, $"the run's time of {time} is over"));
            }

            if (_limits.Requests is { } requests && _requests + 1 > requests)
            {
                throw new BudgetReachedException(string.Create(CultureInfo.InvariantCulture, $"the run's {requests} requests are used"));
            }

            if (_limits.Tokens is { } tokens && _tokens + _reservedTokens + most.Tokens > tokens)
            {
                throw new BudgetReachedException(string.Create(
                    CultureInfo.InvariantCulture, $"{_tokens} of {tokens} tokens are used, and the next request could take {most.Tokens}"));
            }

            if (_limits.Cost is { } cost && _cost + _reservedCost + most.Cost > cost)
            {
                throw new BudgetReachedException(string.Create(
                    CultureInfo.InvariantCulture, $"{_cost:0.####} of {cost} {Currency} are spent, and the next request could cost {most.Cost:0.####}"));
            }

            _requests++;
            _reservedTokens += most.Tokens;
            _reservedCost += most.Cost;
        }
    }

    /// <summary>A request ended: what it used replaces what was set aside.</summary>
    public void Settle(Reservation most, Reservation used)
    {
        lock (_gate)
        {
            _reservedTokens -= most.Tokens;
            _reservedCost -= most.Cost;
            _tokens += used.Tokens;
            _cost += used.Cost;
        }
    }
}
