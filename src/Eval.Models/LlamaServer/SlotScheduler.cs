namespace Eval.Models.LlamaServer;

/// <summary>Gives requests to the server's slots. A subject stays on one slot, whose cache holds its shots; different subjects run side by side.</summary>
internal sealed class SlotScheduler
{
    private readonly Lock _lock = new();
    private readonly SlotLane[] _lanes;
    private readonly Dictionary<string, int> _lanesByGroup = new(StringComparer.Ordinal);

    public SlotScheduler(int slots)
    {
        _lanes = [.. Enumerable.Range(0, Math.Max(1, slots)).Select(_ => new SlotLane())];
    }

    /// <summary>Runs one request when its slot is free, in order of arrival.</summary>
    /// <param name="group">Requests of one group share their beginning; null goes wherever least is waiting.</param>
    /// <param name="run">Gets the slot's number.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<T> RunAsync<T>(string? group, Func<int, Task<T>> run, CancellationToken cancellationToken)
    {
        var slot = Choose(group);
        var lane = _lanes[slot];
        try
        {
            await lane.Turn.WaitAsync(cancellationToken);
            try
            {
                return await run(slot);
            }
            finally
            {
                lane.Turn.Release();
            }
        }
        finally
        {
            lock (_lock)
            {
                lane.Outstanding--;
            }
        }
    }

    private int Choose(string? group)
    {
        lock (_lock)
        {
            if (group is null || !_lanesByGroup.TryGetValue(group, out var slot))
            {
                slot = Enumerable.Range(0, _lanes.Length).MinBy(index => (_lanes[index].Outstanding, _lanes[index].Groups));
                if (group is not null)
                {
                    _lanesByGroup[group] = slot;
                    _lanes[slot].Groups++;
                }
            }

            _lanes[slot].Outstanding++;
            return slot;
        }
    }

    private sealed class SlotLane
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public int Outstanding { get; set; }

        public int Groups { get; set; }
    }
}
