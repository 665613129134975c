using Eval.Models.Onnx.Graph;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Eval.Models.Onnx.Engine;

/// <summary>Runs the graph: prefill and decoding with the cache bound to the device, padding on the left, long prompts in pieces. Keeps nothing of what it runs, so several threads may use it.</summary>
internal sealed class DecoderSession : IDisposable
{
    /// <summary>Most bytes of logits that one call of the graph may produce: exports give logits of every position, of which only the last ones are wanted.</summary>
    private const long LogitsBudget = 256L * 1024 * 1024;

    private readonly InferenceSession _session;
    private readonly OrtMemoryInfo _device;
    private readonly CacheOperations? _operations;
    private readonly RunOptions _options = new();

    /// <param name="session">The decoder graph; owned.</param>
    /// <param name="signature">Its inputs and outputs.</param>
    /// <param name="sessionOptions">Options (device, threads) for the helper graphs.</param>
    /// <param name="device">Where cached tensors stay.</param>
    public DecoderSession(InferenceSession session, GraphSignature signature, SessionOptions sessionOptions, OrtMemoryInfo device)
    {
        _session = session;
        _device = device;
        Signature = signature;
        _operations = signature.HasCache ? new CacheOperations(signature.Cache, sessionOptions, device, joins: signature.CountsTokens) : null;
    }

    public GraphSignature Signature { get; }

    /// <summary>A state that has read nothing.</summary>
    public DecoderState Start(int rows) => new(
        [.. Enumerable.Repeat(Array.Empty<int>(), rows)],
        [.. Enumerable.Repeat(Array.Empty<long>(), rows)],
        [.. Signature.Cache.Select(slot => Empty(slot, rows))]);

    /// <summary>The first <paramref name="columns"/> tokens of a state of one row.</summary>
    public DecoderState Slice(DecoderState state, int columns) => new(
        [state.Rows[0][..columns]],
        [state.Mask[0][..columns]],
        _operations?.Slice(state.Cache, columns) ?? []);

    /// <summary>A state whose rows are the given rows of another; rows may repeat.</summary>
    public DecoderState Gather(DecoderState state, IReadOnlyList<int> rows) => state.Columns == 0 && Signature.HasCache
        ? Start(rows.Count)
        : new DecoderState(
            [.. rows.Select(row => state.Rows[row])],
            [.. rows.Select(row => state.Mask[row])],
            _operations?.Gather(state.Cache, rows) ?? []);

    /// <summary>A state with one row more, for a graph that counts tokens: rows of different length share a batch with what they have read at the left.</summary>
    public DecoderState Append(DecoderState state, DecoderState row)
    {
        var columns = Math.Max(state.Columns, row.Columns);
        var (above, below) = (Widen(state), Widen(row));
        try
        {
            return new DecoderState([.. state.Rows, .. row.Rows], [.. state.Mask.Concat(row.Mask).Select(mask => Mask(mask, columns))], _operations!.Stack(above, below));
        }
        finally
        {
            Release(above, state);
            Release(below, row);
        }

        IReadOnlyList<OrtValue> Widen(DecoderState narrow) => narrow.Columns == columns ? narrow.Cache : _operations!.Widen(narrow.Cache, narrow.Columns, columns);

        static long[] Mask(long[] mask, int columns) => [.. mask, .. new long[columns - mask.Length]];

        static void Release(IReadOnlyList<OrtValue> values, DecoderState owner)
        {
            foreach (var value in ReferenceEquals(values, owner.Cache) ? [] : values)
            {
                value.Dispose();
            }
        }
    }

    /// <summary>Feeds tokens to every row (as many to each as it gets; at least one) and returns the logits of the last positions. The given state stays as it is.</summary>
    /// <param name="state">What was read so far.</param>
    /// <param name="tokens">New tokens of each row.</param>
    /// <param name="wanted">Positions at the end whose logits are wanted.</param>
    /// <param name="cancellationToken">Stops between two pieces of a long prompt.</param>
    public StepResult Step(DecoderState state, IReadOnlyList<IReadOnlyList<int>> tokens, int wanted, CancellationToken cancellationToken)
    {
        if (!Signature.HasCache)
        {
            return StepWithoutCache(state, tokens, cancellationToken);
        }

        if (Signature.CountsTokens && tokens.All(row => row.Count == 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return StepCounted(state, tokens);
        }

        var longest = tokens.Max(row => row.Count);
        var piece = (int)Math.Clamp(LogitsBudget / (4L * Signature.VocabularySize * tokens.Count), 16, int.MaxValue / 2);
        var current = state;
        for (var from = 0; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var to = PieceEnd(from, piece, longest, wanted);
            var result = StepPiece(current, tokens, longest, from, to);
            if (!ReferenceEquals(current, state))
            {
                current.Dispose();
            }

            if (to == longest)
            {
                return result;
            }

            current = result.TakeState();
            result.Dispose();
            from = to;
        }
    }

    /// <summary>Tokens a step computes: those given, or everything again where the graph has no cache.</summary>
    public int CountEvaluated(DecoderState state, int row, int tokens) => Signature.HasCache ? tokens : state.Rows[row].Length + tokens;

    public void Dispose()
    {
        _operations?.Dispose();
        _options.Dispose();
        _session.Dispose();
        _device.Dispose();
    }

    // The last piece holds every wanted position.
    private static int PieceEnd(int from, int piece, int longest, int wanted)
    {
        var to = Math.Min(from + piece, longest);
        if (to < longest && longest - to < wanted)
        {
            to = longest - wanted > from ? longest - wanted : longest;
        }

        return to;
    }

    /// <summary>Runs columns [<paramref name="from"/>, <paramref name="to"/>) of the new tokens, rows aligned on the right.</summary>
    private StepResult StepPiece(DecoderState state, IReadOnlyList<IReadOnlyList<int>> tokens, int longest, int from, int to)
    {
        var rows = tokens.Count;
        var width = to - from;
        var ids = new long[rows * width];
        var positions = new long[rows * width];
        var masks = new long[rows][];
        var read = new int[rows][];
        for (var row = 0; row < rows; row++)
        {
            var padding = longest - tokens[row].Count;
            var before = state.Rows[row];
            var taken = new List<int>(width);
            masks[row] = new long[state.Columns + width];
            state.Mask[row].CopyTo(masks[row], 0);
            for (var column = from; column < to; column++)
            {
                if (column < padding)
                {
                    continue;
                }

                var target = (row * width) + column - from;
                ids[target] = tokens[row][column - padding];
                positions[target] = before.Length + taken.Count;
                masks[row][state.Columns + column - from] = 1;
                taken.Add((int)ids[target]);
            }

            read[row] = [.. before, .. taken];
        }

        var (logits, cache) = Run(state, ids, positions, masks, rows, width);
        return new StepResult([logits], Signature.VocabularySize, new DecoderState(read, masks, cache));
    }

    /// <summary>One token for every row, each put right behind what its row has read.</summary>
    private StepResult StepCounted(DecoderState state, IReadOnlyList<IReadOnlyList<int>> tokens)
    {
        int[][] read = [.. state.Rows.Select((row, index) => (int[])[.. row, tokens[index][0]])];
        var width = Math.Max(state.Columns, read.Max(row => row.Length));
        long[][] masks = [.. read.Select(row => (long[])[.. Enumerable.Repeat(1L, row.Length), .. new long[width - row.Length]])];
        long[] positions = [.. state.Rows.Select(row => (long)row.Length)];
        var (logits, cache) = Run(state, [.. tokens.Select(row => (long)row[0])], positions, masks, read.Length, width: 1);
        return new StepResult([logits], Signature.VocabularySize, new DecoderState(read, masks, cache));
    }

    private StepResult StepWithoutCache(DecoderState state, IReadOnlyList<IReadOnlyList<int>> tokens, CancellationToken cancellationToken)
    {
        var rows = state.Rows.Select((read, row) => (int[])[.. read, .. tokens[row]]).ToList();
        var logits = new List<OrtValue>(rows.Count);
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long[] ids = [.. row.Select(id => (long)id)];
            long[] positions = [.. Enumerable.Range(0, row.Length).Select(position => (long)position)];
            long[] mask = [.. Enumerable.Repeat(1L, row.Length)];
            logits.Add(Run(Start(1), ids, positions, [mask], 1, row.Length).Logits);
        }

        return new StepResult(logits, Signature.VocabularySize, new DecoderState(rows, [.. rows.Select(_ => Array.Empty<long>())], []));
    }

    private (OrtValue Logits, IReadOnlyList<OrtValue> Cache) Run(DecoderState state, long[] ids, long[] positions, long[][] masks, int rows, int width)
    {
        using var binding = _session.CreateIoBinding();
        var inputs = new List<OrtValue>();
        try
        {
            Bind(Signature.InputIds, ids, width);
            Bind(Signature.PositionIds, positions, width);
            Bind(Signature.AttentionMask, [.. masks.SelectMany(row => row)], masks[0].Length);
            BindCache(binding, state, rows, inputs);
            binding.BindOutputToDevice(Signature.Logits, OrtMemoryInfo.DefaultInstance);
            foreach (var slot in Signature.Cache)
            {
                binding.BindOutputToDevice(slot.Present, _device);
            }

            _session.RunWithBinding(_options, binding);
            OrtValue[] outputs = [.. binding.GetOutputValues()];
            return (outputs[0], outputs[1..]);
        }
        finally
        {
            inputs.ForEach(value => value.Dispose());
        }

        void Bind(string? name, long[] values, int columns)
        {
            if (name is null)
            {
                return;
            }

            var value = Signature.IdElements[name] == TensorElementType.Int32
                ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, id => (int)id), [rows, columns])
                : OrtValue.CreateTensorValueFromMemory(values, [rows, columns]);
            inputs.Add(value);
            binding.BindInput(name, value);
        }
    }

    // A merged export without a real past takes its first branch, which reads no past but wants one of length 1 bound.
    private void BindCache(OrtIoBinding binding, DecoderState state, int rows, List<OrtValue> inputs)
    {
        var usesCache = state.Columns > 0;
        if (Signature.CacheBranch is { } branch)
        {
            var flag = OrtValue.CreateTensorValueFromMemory(new[] { usesCache }, [1]);
            inputs.Add(flag);
            binding.BindInput(branch, flag);
        }

        for (var i = 0; i < Signature.Cache.Count; i++)
        {
            var value = state.Cache[i];
            if (Signature.CacheBranch is not null && !usesCache)
            {
                value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, Signature.Cache[i].Element, Signature.Cache[i].ShapeFor(rows, 1));
                value.GetTensorMutableRawData().Clear();
                inputs.Add(value);
            }

            binding.BindInput(Signature.Cache[i].Past, value);
        }
    }

    private static OrtValue Empty(CacheSlot slot, int rows) =>
        OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, slot.Element, slot.ShapeFor(rows, 0));
}
