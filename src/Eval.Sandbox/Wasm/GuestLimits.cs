namespace Eval.Sandbox.Wasm;

/// <summary>CPU time, wall time and a stop from outside; asked by the instance's own thread at every epoch and in every wait.</summary>
internal sealed class GuestLimits(TimeProvider time)
{
    /// <summary>What an interpreter may take to start: it is trusted, but nothing waits for ever.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private long _begun = time.GetTimestamp();
    private TimeSpan _wall = StartTime;
    private TimeSpan _cpu = TimeSpan.MaxValue;
    private TimeSpan _cpuBefore;
    private volatile bool _stopped;

    /// <summary>CPU time of the instance's thread since <see cref="Start"/>.</summary>
    public TimeSpan CpuUsed { get; private set; }

    /// <summary>Starts to count, on the instance's thread: what its interpreter took to start is not the program's.</summary>
    public void Start(TimeSpan cpu, TimeSpan wall)
    {
        _begun = time.GetTimestamp();
        _cpuBefore = ThreadClock.Used(time);
        _cpu = cpu;
        _wall = wall;
    }

    public void Stop() => _stopped = true;

    public void Measure() => CpuUsed = ThreadClock.Used(time) - _cpuBefore;

    /// <exception cref="GuestStoppedException">A limit is reached.</exception>
    public void Check()
    {
        if (_stopped)
        {
            throw new GuestStoppedException(GuestEnd.Stopped);
        }

        Measure();
        if (CpuUsed >= _cpu)
        {
            throw new GuestStoppedException(GuestEnd.CpuLimit);
        }

        if (time.GetElapsedTime(_begun) >= _wall)
        {
            throw new GuestStoppedException(GuestEnd.WallLimit);
        }
    }
}
