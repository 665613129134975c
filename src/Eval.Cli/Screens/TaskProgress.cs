using Eval.Core.Results;
using Eval.Core.Running;
using Eval.Core.Scoring;
using Eval.Core.Statistics;

namespace Eval.Cli.Screens;

/// <summary>Counters of one running task. Thread-safe.</summary>
internal sealed class TaskProgress(PlannedTask task, int alreadyDone, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly Queue<(long At, int Done)> _history = new([(time.GetTimestamp(), alreadyDone)]);
    private int _done = alreadyDone;
    private int _judged;
    private int _errors;
    private double _sum;
    private long _tokens;
    private decimal _cost;
    private string? _currency;
    private bool _isFinished;
    private string? _stopped;

    public void Add(SampleRecord record)
    {
        lock (_lock)
        {
            _done++;
            _tokens += (record.Usage?.Input ?? 0) + (record.Usage?.Output ?? 0);
            if (record.Cost is { } cost)
            {
                _cost += cost.Amount;
                _currency = cost.Currency;
            }

            if (record.Status == SampleStatus.Error)
            {
                _errors++;
            }
            else
            {
                _judged++;
                _sum += record.Score ?? 0;
            }
        }
    }

    public void Finish(string? stopped)
    {
        lock (_lock)
        {
            _isFinished = true;
            _stopped = stopped;
        }
    }

    /// <summary>The counters now; takes a point of the rate's window.</summary>
    public ProgressSnapshot Take()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            while (_history.Count > 1 && time.GetElapsedTime(_history.Peek().At, now) > Window)
            {
                _history.Dequeue();
            }

            var (since, before) = _history.Peek();
            var elapsed = time.GetElapsedTime(since, now).TotalSeconds;
            if (!_isFinished)
            {
                _history.Enqueue((now, _done));
            }

            return new ProgressSnapshot
            {
                Model = task.Manifest.Model,
                Benchmark = $"{task.Manifest.Benchmark}@{task.Manifest.Protocol}",
                Done = _done,
                Total = task.Samples.Count * task.Repeats,
                Rate = elapsed > 0 ? (_done - before) / elapsed : null,
                Accuracy = _judged > 0 ? WilsonInterval.Compute(_sum / _judged, _judged) : null,
                Errors = _errors,
                Tokens = _tokens,
                Cost = _currency is null ? null : new CostRecord(_cost, _currency),
                IsFinished = _isFinished,
                Stopped = _stopped,
            };
        }
    }
}
