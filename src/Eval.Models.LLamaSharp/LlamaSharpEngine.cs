using Eval.Core.Models;
using Eval.Core.Models.Local;
using LLama;
using LLama.Batched;
using LLama.Native;

namespace Eval.Models.LLamaSharp;

/// <summary>A loaded GGUF file. Whoever comes first computes for everybody of its subject who waits.</summary>
internal sealed class LlamaSharpEngine : IDisposable
{
    private readonly LLamaWeights _weights;
    private readonly SequencePool _pool;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Lock _lock = new();
    private readonly List<LlamaSharpWork> _waiting = [];

    private LlamaSharpEngine(LLamaWeights weights, SequencePool pool, int contextLength)
    {
        _weights = weights;
        _pool = pool;
        ContextLength = contextLength;
    }

    public int ContextLength { get; }

    public LLamaWeights Weights => _weights;

    /// <exception cref="LLama.Exceptions.LoadWeightsFailedException">The file is no model llama.cpp can load.</exception>
    public static async Task<LlamaSharpEngine> LoadAsync(string path, LlamaSharpOptions options, CancellationToken cancellationToken)
    {
        const int DefaultContext = 4096;
        var sequences = SequencePool.Sequences(options.Parallel);
        var weights = await LLamaWeights.LoadFromFileAsync(options.Parameters(path, options.ContextLength ?? DefaultContext, sequences), cancellationToken);
        var context = Math.Min(options.ContextLength ?? DefaultContext, weights.ContextSize);
        var executor = new BatchedExecutor(weights, options.Parameters(path, context, sequences));
        return new LlamaSharpEngine(weights, new SequencePool(executor, options.Parallel), context);
    }

    public IReadOnlyList<int> Tokenize(string text, bool addSpecial) =>
        [.. _weights.Tokenize(text, addSpecial, special: true, System.Text.Encoding.UTF8).Select(token => (int)token)];

    public ReadOnlyMemory<byte> GetBytes(int id)
    {
        var buffer = new byte[256];
        var length = (int)_weights.NativeHandle.TokenToSpan(id, buffer);
        return length is > 0 and <= 256 ? buffer.AsMemory(0, length) : default;
    }

    public async Task RunAsync(LlamaSharpWork work, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _waiting.Add(work);
        }

        try
        {
            await _gate.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lock (_lock)
            {
                _waiting.Remove(work);
            }

            throw;
        }

        try
        {
            if (!work.IsDone)
            {
                await ComputeAsync(TakeBatch(work), cancellationToken);
            }
        }
        finally
        {
            _gate.Release();
        }

        if (work.Failure is { } failure)
        {
            throw failure;
        }
    }

    public void Dispose()
    {
        _pool.Dispose();
        _weights.Dispose();
        _gate.Dispose();
    }

    private List<LlamaSharpWork> TakeBatch(LlamaSharpWork first)
    {
        lock (_lock)
        {
            _waiting.Remove(first);
            List<LlamaSharpWork> batch = [first, .. _waiting.Where(work => work.Group == first.Group && (work.Sampler is null) == (first.Sampler is null)).Take(_pool.Rows - 1)];
            _waiting.RemoveAll(batch.Contains);
            return batch;
        }
    }

    private async Task ComputeAsync(List<LlamaSharpWork> batch, CancellationToken cancellationToken)
    {
        try
        {
            var (prefix, length, evaluated) = await _pool.PrefixAsync([.. batch.Select(work => work.Prompt)], cancellationToken);
            batch[0].Evaluated += evaluated;
            var rows = new List<Conversation>();
            for (var i = 0; i < batch.Count; i++)
            {
                var row = _pool.Fork(i, prefix, length);
                row.Prompt(Tokens(batch[i].Prompt.Skip(length)));
                batch[i].Evaluated += batch[i].Prompt.Count - length;
                rows.Add(row);
            }

            await (batch[0].Sampler is null ? ScoreAsync(batch, rows, cancellationToken) : GenerateAsync(batch, rows, cancellationToken));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            batch.ForEach(work => work.Failure ??= exception as ModelRequestException ?? new ModelRequestException($"LLamaSharp failed: {exception.Message}", innerException: exception));
        }
        finally
        {
            batch.ForEach(work => work.IsDone = true);
        }
    }

    private async Task ScoreAsync(List<LlamaSharpWork> batch, List<Conversation> rows, CancellationToken cancellationToken)
    {
        await _pool.InferAsync(rows, (row, index) => ScoreFirst(batch[index], row.Sample()), cancellationToken);
        for (var i = 0; i < batch.Count; i++)
        {
            await ScoreRestAsync(batch[i], rows[i], cancellationToken);
            for (var choice = 0; choice < batch[i].Scores.Length; choice++)
            {
                batch[i].Scores[choice] = batch[i].Scores[choice] with { LogProbability = LogProbability.Checked(batch[i].Scores[choice].LogProbability) };
            }
        }
    }

    private static void ScoreFirst(LlamaSharpWork work, ReadOnlySpan<float> logits)
    {
        var total = LogProbability.LogSumExp(logits);
        var best = LogProbability.ArgMax(logits);
        for (var choice = 0; choice < work.Continuations.Count; choice++)
        {
            var tokens = work.Continuations[choice];
            work.Scores[choice] = new ContinuationScore(logits[tokens[0]] - total, tokens.Count, tokens[0] == best);
        }
    }

    // The row itself goes on with one continuation after the other; each is taken back before the next.
    private async Task ScoreRestAsync(LlamaSharpWork work, Conversation row, CancellationToken cancellationToken)
    {
        for (var choice = 0; choice < work.Continuations.Count; choice++)
        {
            var tokens = work.Continuations[choice];
            if (tokens.Count < 2)
            {
                continue;
            }

            row.Prompt(Tokens(tokens.SkipLast(1)), allLogits: true);
            await _pool.InferAsync([row], (ready, _) =>
            {
                for (var position = 1; position < tokens.Count; position++)
                {
                    ReadOnlySpan<float> logits = ready.Sample(tokens.Count - 1 - position);
                    work.Scores[choice] = work.Scores[choice] with
                    {
                        LogProbability = work.Scores[choice].LogProbability + logits[tokens[position]] - LogProbability.LogSumExp(logits),
                        IsGreedy = work.Scores[choice].IsGreedy && LogProbability.ArgMax(logits) == tokens[position],
                    };
                }
            }, cancellationToken);
            row.Rewind(tokens.Count - 1);
            work.Evaluated += tokens.Count - 1;
        }
    }

    private async Task GenerateAsync(List<LlamaSharpWork> batch, List<Conversation> rows, CancellationToken cancellationToken)
    {
        var active = batch.Select((work, index) => (Work: work, Row: rows[index])).ToList();
        while (active.Count > 0)
        {
            List<(LlamaSharpWork Work, Conversation Row)> going = [];
            var current = active;
            await _pool.InferAsync([.. current.Select(item => item.Row)], (row, index) =>
            {
                if (Advance(current[index].Work, row.Sample()) is { } next)
                {
                    going.Add(current[index]);
                    current[index].Work.Generated.Add(next);
                }
            }, cancellationToken);
            going.ForEach(item => item.Row.Prompt(item.Work.Generated[^1]));
            active = going;
        }
    }

    /// <summary>The next token of an answer that goes on; null when it is finished.</summary>
    private int? Advance(LlamaSharpWork work, ReadOnlySpan<float> logits)
    {
        if (work.Generated.Count >= work.MaxTokens)
        {
            return null;
        }

        var id = work.Sampler!.Choose(logits, work.Prompt.Concat(work.Generated));
        if (((LLamaToken)id).IsEndOfGeneration(_weights.Vocab) || work.Text!.Append(id))
        {
            work.Finish = FinishReason.Stop;
            work.Generated.Add(id);
            return null;
        }

        return id;
    }

    private static LLamaToken[] Tokens(IEnumerable<int> ids) => [.. ids.Select(id => (LLamaToken)id)];
}
