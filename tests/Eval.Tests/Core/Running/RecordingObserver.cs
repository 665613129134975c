using System.Collections.Concurrent;
using Eval.Core.Results;
using Eval.Core.Running;

namespace Eval.Tests.Core.Running;

/// <summary>Writes down what it sees.</summary>
internal sealed class RecordingObserver : IRunObserver
{
    public ConcurrentQueue<string> Events { get; } = new();

    public Action<SampleRecord>? OnSample { get; init; }

    public void TaskStarted(PlannedTask task, int alreadyDone) => Events.Enqueue($"start {task.Manifest.Model} {alreadyDone}");

    public void SampleFinished(PlannedTask task, SampleRecord record)
    {
        Events.Enqueue($"sample {record.Model} {record.Id}");
        OnSample?.Invoke(record);
    }

    public void TaskFinished(PlannedTask task, string? stopped) => Events.Enqueue($"end {task.Manifest.Model} {stopped}");
}
