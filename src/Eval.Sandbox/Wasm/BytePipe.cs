namespace Eval.Sandbox.Wasm;

/// <summary>Bytes from one instance to another. Both ends wait in small steps and ask their limits between them, so that nothing waits for ever.</summary>
internal sealed class BytePipe
{
    private const int Capacity = 1 << 20;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly object _gate = new();
    private readonly Queue<ReadOnlyMemory<byte>> _chunks = new();
    private int _count;
    private int _consumed;
    private bool _completed;

    /// <summary>Appends bytes; waits while the pipe is full. What is written after the end goes nowhere.</summary>
    public void Write(ReadOnlySpan<byte> bytes, GuestLimits? limits)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        lock (_gate)
        {
            while (_count > 0 && _count + bytes.Length > Capacity && !_completed && limits is not null)
            {
                limits.Check();
                Monitor.Wait(_gate, Step);
            }

            if (!_completed)
            {
                _chunks.Enqueue(bytes.ToArray());
                _count += bytes.Length;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Takes up to the target's length; 0 at the end.</summary>
    public int Read(Span<byte> target, GuestLimits limits)
    {
        lock (_gate)
        {
            while (_count == 0 && !_completed)
            {
                limits.Check();
                Monitor.Wait(_gate, Step);
            }

            limits.Check();
            var taken = 0;
            while (taken < target.Length && _chunks.TryPeek(out var chunk))
            {
                var part = chunk.Span.Slice(_consumed, Math.Min(chunk.Length - _consumed, target.Length - taken));
                part.CopyTo(target[taken..]);
                taken += part.Length;
                _consumed += part.Length;
                if (_consumed == chunk.Length)
                {
                    _chunks.Dequeue();
                    _consumed = 0;
                }
            }

            _count -= taken;
            Monitor.PulseAll(_gate);
            return taken;
        }
    }

    /// <summary>No more bytes will come; also wakes whoever waits.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Wakes whoever waits, to look at its limits.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }
}
