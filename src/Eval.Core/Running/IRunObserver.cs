using Eval.Core.Results;

namespace Eval.Core.Running;

/// <summary>Sees a run as it happens; called from many threads, must return at once.</summary>
public interface IRunObserver
{
    /// <summary>A task begins; <paramref name="alreadyDone"/> records were found from an earlier attempt.</summary>
    void TaskStarted(PlannedTask task, int alreadyDone);

    /// <summary>A sample was written to disk.</summary>
    void SampleFinished(PlannedTask task, SampleRecord record);

    /// <summary>A task ended; <paramref name="stopped"/> says why it ended early, else null.</summary>
    void TaskFinished(PlannedTask task, string? stopped);
}
