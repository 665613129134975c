using System.Collections.Concurrent;
using Eval.Core.Results;

namespace Eval.Core.Running;

/// <summary>What all parts of a run share: who may still ask, who may still score, and why it ended.</summary>
internal sealed class RunControl : IDisposable
{
    /// <summary>How long answers that are there already may still be scored and written after a cancellation.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly ConcurrentQueue<RunStopReason> _stops = new();
    private readonly CancellationTokenSource _asking;
    private readonly CancellationTokenSource _scoring;
    private readonly CancellationTokenRegistration _cancelled;
    private volatile Exception? _failure;
    private volatile bool _isBudgetReached;

    public RunControl(TimeProvider time, CancellationToken cancellationToken)
    {
        _asking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _scoring = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _cancelled = cancellationToken.UnsafeRegister(static state => ((RunControl)state!).Cancel(), this);
    }

    /// <summary>Cancelled when requests in flight must be dropped.</summary>
    public CancellationToken Asking => _asking.Token;

    /// <summary>Cancelled when even answers that are there must be dropped.</summary>
    public CancellationToken Scoring => _scoring.Token;

    /// <summary>False when no new request may be made.</summary>
    public bool MayAsk => !_isBudgetReached && !_asking.IsCancellationRequested;

    public bool WasCancelled { get; private set; }

    /// <summary>The first unexpected failure; it ends the run.</summary>
    public Exception? Failure => _failure;

    public IReadOnlyList<RunStopReason> Stops => [.. _stops];

    /// <summary>Ends the run for a failure that is no one sample's or model's.</summary>
    public void Fail(Exception exception)
    {
        Interlocked.CompareExchange(ref _failure, exception, null);
        _asking.Cancel();
        _scoring.Cancel();
    }

    /// <summary>Ends asking; what is in flight comes home.</summary>
    public void ReachBudget(string message)
    {
        if (!_isBudgetReached)
        {
            _isBudgetReached = true;
            Add(new RunStopReason
            {
                Kind = RunStatus.BudgetReached,
                Message = message,
                Fix = "Raise the budget and run the same command again: what is done is kept.",
            });
        }
    }

    /// <summary>Notes why a model or benchmark ended; only the first reason of each is kept.</summary>
    public bool Add(RunStopReason stop)
    {
        lock (_stops)
        {
            if (_stops.Any(known => known.Kind == stop.Kind && known.Model == stop.Model && known.Benchmark == stop.Benchmark))
            {
                return false;
            }

            _stops.Enqueue(stop);
            return true;
        }
    }

    /// <summary>How the run ended, the gravest reason first.</summary>
    public RunStatus Status(bool isComplete)
    {
        if (_failure is not null)
        {
            return RunStatus.Failed;
        }

        if (isComplete)
        {
            return RunStatus.Completed;
        }

        var kinds = _stops.Select(stop => stop.Kind).ToList();
        return WasCancelled ? RunStatus.Cancelled
            : kinds.Contains(RunStatus.BudgetReached) ? RunStatus.BudgetReached
            : kinds.Contains(RunStatus.SandboxStopped) ? RunStatus.SandboxStopped
            : RunStatus.ModelStopped;
    }

    public void Dispose()
    {
        _cancelled.Dispose();
        _asking.Dispose();
        _scoring.Dispose();
    }

    private void Cancel()
    {
        WasCancelled = true;
        _scoring.CancelAfter(Grace);
    }
}
