using Eval.Core.Models;
using Microsoft.ML.OnnxRuntime;

namespace Eval.Models.Onnx.Engine;

/// <summary>Collects concurrent requests into batches: the oldest request and the next ones of its subject. One thread drives the engine.</summary>
internal sealed class EngineQueue : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<EngineWork> _waiting = [];
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly DecoderSession _session;
    private readonly ParallelSession? _side;
    private readonly PrefixCache _cache;
    private readonly Scorer _scorer;
    private readonly Generator _generator;
    private readonly BatchLimits _limits;
    private readonly Task _loop;

    public EngineQueue(DecoderSession session, ParallelSession? side, BatchLimits limits)
    {
        _session = session;
        _side = side;
        _limits = limits;
        _cache = new PrefixCache(session, limits.KeptPrefixes);
        var prefix = new SharedPrefix(session, _cache);
        _scorer = new Scorer(session, side, _cache, prefix);
        _generator = new Generator(session, _cache, prefix);
        _loop = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Waits for the work to be done; its outcome is in the job.</summary>
    public async Task RunAsync(EngineWork work)
    {
        lock (_lock)
        {
            _waiting.Add(work);
        }

        _arrivals.Release();
        await using (work.CancellationToken.Register(() => work.Completion.TrySetCanceled(work.CancellationToken)))
        {
            await work.Completion.Task;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        lock (_lock)
        {
            _waiting.ForEach(work => work.Completion.TrySetCanceled(CancellationToken.None));
            _waiting.Clear();
        }

        _cache.Dispose();
        _session.Dispose();
        _side?.Dispose();
        _arrivals.Dispose();
        _stop.Dispose();
    }

    private void Work()
    {
        try
        {
            while (true)
            {
                _arrivals.Wait(_stop.Token);
                var batch = TakeBatch();
                if (batch.Count > 0)
                {
                    Run(batch);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The engine is being disposed of: whoever still waits is told by DisposeAsync.
        }
    }

    private List<EngineWork> TakeBatch()
    {
        lock (_lock)
        {
            _waiting.RemoveAll(work => work.Completion.Task.IsCompleted);
            if (_waiting.Count == 0)
            {
                return [];
            }

            var first = _waiting[0];
            var needsEqualLength = _session.Signature is { HasCache: true, SupportsPadding: false, CountsTokens: false };
            var batch = new List<EngineWork>();
            var longest = 0;
            foreach (var work in _waiting.Where(work => first.CanShareBatchWith(work, needsEqualLength)))
            {
                longest = Math.Max(longest, work.Length);
                if (batch.Count > 0 && batch.Count + 1 > _limits.RowsFor(longest, _session.Signature.CacheBytesPerToken))
                {
                    break;
                }

                batch.Add(work);
            }

            _waiting.RemoveAll(batch.Contains);
            return batch;
        }
    }

    private void Run(List<EngineWork> batch)
    {
        try
        {
            if (batch[0].Scoring is not null)
            {
                _scorer.Score([.. batch.Select(work => work.Scoring!)], _stop.Token);
            }
            else
            {
                _generator.Generate([.. batch.Select(work => work.Generation!)], _stop.Token);
            }

            batch.ForEach(work => work.Completion.TrySetResult());
        }
        catch (OnnxRuntimeException exception)
        {
            var failure = new ModelRequestException($"ONNX Runtime failed on a batch of {batch.Count}: {exception.Message}", innerException: exception);
            batch.ForEach(work => work.Completion.TrySetException(failure));
        }
        catch (OperationCanceledException)
        {
            batch.ForEach(work => work.Completion.TrySetCanceled(CancellationToken.None));
            throw;
        }
        catch (Exception exception)
        {
            batch.ForEach(work => work.Completion.TrySetException(exception));
        }
    }
}
