using Eval.Core.Models.Local;
using LLama.Batched;
using LLama.Native;

namespace Eval.Models.LLamaSharp;

/// <summary>A fixed set of sequences, used again and again: the executor itself never gives a sequence id back.</summary>
internal sealed class SequencePool : IDisposable
{
    /// <summary>Beginnings kept for reuse.</summary>
    private const int Kept = 2;

    private const int ShortestReuse = 8;

    private readonly BatchedExecutor _executor;
    private readonly List<KeptPrefix> _prefixes;
    private readonly List<Conversation> _rows;

    /// <param name="executor">Owned.</param>
    /// <param name="rows">Sequences used at once beside the kept beginnings.</param>
    public SequencePool(BatchedExecutor executor, int rows)
    {
        _executor = executor;
        _prefixes = [.. Enumerable.Range(0, Kept).Select(_ => new KeptPrefix(executor.Create()))];
        _rows = [.. Enumerable.Range(0, rows).Select(_ => executor.Create())];
    }

    /// <summary>Sequence ids that a pool of so many rows needs.</summary>
    public static int Sequences(int rows) => rows + Kept;

    public int Rows => _rows.Count;

    /// <summary>A row that has read the given number of tokens of another sequence.</summary>
    public Conversation Fork(int row, Conversation source, int length)
    {
        var target = _rows[row];
        target.Modify((end, cells) =>
        {
            cells.Remove(0, end);
            _executor.Context.NativeHandle.MemorySequenceCopy(source.ConversationId, target.ConversationId, 0, length);
            return length;
        });
        return target;
    }

    /// <summary>A kept sequence that has read exactly the beginning all prompts share (never a whole prompt), and how many tokens had to be computed for it.</summary>
    public async Task<(Conversation Sequence, int Length, int Evaluated)> PrefixAsync(IReadOnlyList<IReadOnlyList<int>> prompts, CancellationToken cancellationToken)
    {
        var first = prompts[0];
        var shared = Math.Min(prompts.Min(prompt => ContinuationEncoder.CommonPrefix(first, prompt)), prompts.Min(prompt => prompt.Count) - 1);
        var best = _prefixes.MaxBy(prefix => ContinuationEncoder.CommonPrefix(prefix.Tokens, first))!;
        var known = Math.Min(ContinuationEncoder.CommonPrefix(best.Tokens, first), shared);
        var isWorthKeeping = known >= ShortestReuse && known * 2 >= best.Tokens.Count;
        var prefix = isWorthKeeping ? best : _prefixes[0];
        _prefixes.Remove(prefix);
        _prefixes.Add(prefix);
        var kept = isWorthKeeping ? known : 0;
        prefix.Sequence.Modify((end, cells) =>
        {
            cells.Remove(kept, end);
            return kept;
        });

        // A lone prompt is read whole below: what of it is shared shows with the next one.
        var length = prompts.Count == 1 && !isWorthKeeping ? first.Count - 1 : Math.Max(kept, prompts.Count == 1 ? kept : shared);
        prefix.Tokens = [.. first.Take(length)];
        if (length > kept)
        {
            prefix.Sequence.Prompt(prefix.Tokens.Skip(kept).Select(id => (LLamaToken)id).ToList());
            await InferAsync([prefix.Sequence], (_, _) => { }, cancellationToken);
        }

        return (prefix.Sequence, length, length - kept);
    }

    /// <summary>Computes everything that was prompted; each sequence is handed over the moment its logits are there, and not later.</summary>
    /// <exception cref="Core.Models.ModelRequestException">llama.cpp could not decode.</exception>
    public async Task InferAsync(IReadOnlyList<Conversation> sequences, Action<Conversation, int> isReady, CancellationToken cancellationToken)
    {
        var waiting = sequences.Select((sequence, index) => (Sequence: sequence, Index: index)).ToList();
        while (waiting.Count > 0)
        {
            var result = await _executor.Infer(cancellationToken);
            if (result != DecodeResult.Ok)
            {
                throw new Core.Models.ModelRequestException($"llama.cpp could not decode: {result}. A smaller parallel= or a larger ctx= gives it more room.");
            }

            foreach (var (sequence, index) in waiting.Where(item => item.Sequence.RequiresSampling))
            {
                isReady(sequence, index);
            }

            waiting.RemoveAll(item => !item.Sequence.RequiresInference);
        }
    }

    public void Dispose() => _executor.Dispose();

    private sealed class KeptPrefix(Conversation sequence)
    {
        public Conversation Sequence { get; } = sequence;

        public IReadOnlyList<int> Tokens { get; set; } = [];
    }
}
