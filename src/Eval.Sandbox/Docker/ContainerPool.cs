using System.Threading.Channels;

namespace Eval.Sandbox.Docker;

/// <summary>As many slots as programs may run at once. A slot is out while a program runs in it; all of them can be taken, to run one program alone.</summary>
internal sealed class ContainerPool : IAsyncDisposable
{
    private readonly IReadOnlyList<ContainerSlot> _slots;
    private readonly Channel<ContainerSlot> _free = Channel.CreateUnbounded<ContainerSlot>();
    private readonly SemaphoreSlim _alone = new(1);

    public ContainerPool(int size)
    {
        _slots = [.. Enumerable.Range(0, size).Select(_ => new ContainerSlot())];
        foreach (var slot in _slots)
        {
            Return(slot);
        }
    }

    public IReadOnlyList<ContainerSlot> Slots => _slots;

    public ValueTask<ContainerSlot> TakeAsync(CancellationToken cancellationToken) => _free.Reader.ReadAsync(cancellationToken);

    public void Return(ContainerSlot slot) => _free.Writer.TryWrite(slot);

    /// <summary>Runs something with every slot taken: nothing else is judged meanwhile.</summary>
    public async Task<T> AloneAsync<T>(Func<ContainerSlot, Task<T>> run, CancellationToken cancellationToken)
    {
        // One at a time: two that each hold half of the slots would wait for ever.
        await _alone.WaitAsync(cancellationToken);
        var taken = new List<ContainerSlot>(_slots.Count);
        try
        {
            while (taken.Count < _slots.Count)
            {
                taken.Add(await TakeAsync(cancellationToken));
            }

            return await run(taken[0]);
        }
        finally
        {
            taken.ForEach(Return);
            _alone.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_slots.Select(slot => slot.DropAsync()));
        _alone.Dispose();
    }
}
