using Eval.Core.Results;
using Eval.Core.Statistics;
using Microsoft.Extensions.Logging;

namespace Eval.Core.Running;

/// <summary>One task while it runs: what is done, what is to do, and the file it is written to.</summary>
internal sealed class TaskRun : IAsyncDisposable
{
    private readonly IRunObserver _observer;
    private readonly SampleWriter _writer;
    private readonly int _alreadyDone;
    private volatile string? _stopped;
    private int _left;
    private bool _hasStarted;
    private bool _hasFinished;

    private TaskRun(PlannedTask plan, string file, IEnumerable<SampleRecord> earlier, IRunObserver observer, ILogger logger)
    {
        Plan = plan;
        Settings = GenerationSettings.Resolve(plan.Protocol.Info, plan.Model.Info, plan.Overrides);
        Outcomes = new OutcomeTable(plan.Protocol.Info, plan.Samples.Count, plan.Repeats);
        _observer = observer;
        Load(earlier, logger);
        _alreadyDone = Outcomes.Finished;
        _left = plan.Samples.Count * plan.Repeats - _alreadyDone;
        _writer = SampleWriter.Open(file, Written);
    }

    public PlannedTask Plan { get; }

    public GenerationManifest? Settings { get; }

    public OutcomeTable Outcomes { get; }

    /// <summary>Set when no more of the task may be asked or scored; says why.</summary>
    public string? Stopped => _stopped;

    /// <summary>Opens a task's file and reads what an earlier attempt left in it.</summary>
    /// <exception cref="RunFolderException">A line of the file is broken.</exception>
    /// <exception cref="RunStorageException">The file cannot be written.</exception>
    public static TaskRun Open(PlannedTask plan, RunFolder folder, string? shardSuffix, IRunObserver observer, ILogger logger)
    {
        var file = folder.SampleFile(plan.Manifest, shardSuffix);
        var torn = SampleReader.Repair(file);
        if (torn > 0)
        {
            Log.TornLine(logger, file, torn);
        }

        var earlier = File.Exists(file) ? SampleReader.Read(file) : [];
        return new TaskRun(plan, file, earlier, observer, logger);
    }

    /// <summary>The answers to get, in asking order. Samples that ended in an error before are asked again.</summary>
    public IEnumerable<Job> Jobs()
    {
        Start();
        var order = SampleOrder.For(Plan.Protocol.Info, Plan.Samples);
        for (var step = 0; step < Plan.Samples.Count; step++)
        {
            var place = order?[step] ?? step;
            for (var repeat = 0; repeat < Plan.Repeats; repeat++)
            {
                if (Stopped is not null)
                {
                    yield break;
                }

                if (!Outcomes.IsFinished(place, repeat))
                {
                    yield return new Job(this, place, repeat);
                }
            }
        }
    }

    /// <summary>Stops handing out jobs and scoring what comes back.</summary>
    public void Stop(string reason) => _stopped ??= reason;

    public ValueTask RecordAsync(Job job, SampleRecord record) => _writer.AppendAsync(job.Place, record, CancellationToken.None);

    /// <summary>Ends the task: everything handed over is on disk, or the failure to write it comes out here.</summary>
    /// <param name="reason">Why it ended early; null otherwise.</param>
    public async Task CompleteAsync(string? reason)
    {
        await _writer.CompleteAsync();
        Start();
        Finish(_left == 0 ? null : reason);
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private void Load(IEnumerable<SampleRecord> earlier, ILogger logger)
    {
        SampleIndex? index = null;
        var strangers = 0;
        foreach (var record in earlier)
        {
            index ??= new SampleIndex(Plan.Samples, Plan.Repeats);
            if (IsOfThisTask(record) && index.Find(record) is { } place)
            {
                Outcomes.Add(place, record);
            }
            else
            {
                strangers++;
            }
        }

        if (strangers > 0)
        {
            Log.UnknownRecords(logger, strangers, Plan.Manifest.File);
        }
    }

    private bool IsOfThisTask(SampleRecord record) =>
        record.Model == Plan.Manifest.Model
        && record.Benchmark == Plan.Manifest.Benchmark
        && record.Protocol == Plan.Manifest.Protocol
        && record.Version == Plan.Manifest.Version;

    private void Written(int place, SampleRecord record)
    {
        Outcomes.Add(place, record);
        _observer.SampleFinished(Plan, record);
        if (Interlocked.Decrement(ref _left) == 0)
        {
            Finish(reason: null);
        }
    }

    private void Start()
    {
        if (!_hasStarted)
        {
            _hasStarted = true;
            _observer.TaskStarted(Plan, _alreadyDone);
        }
    }

    private void Finish(string? reason)
    {
        if (!_hasFinished)
        {
            _hasFinished = true;
            _observer.TaskFinished(Plan, reason);
        }
    }
}
