using Eval.Core.Results;
using Eval.Core.Running;

namespace Eval.Performance;

/// <summary>Looks away.</summary>
internal sealed class SilentObserver : IRunObserver
{
    public void TaskStarted(PlannedTask task, int alreadyDone)
    {
    }

    public void SampleFinished(PlannedTask task, SampleRecord record)
    {
    }

    public void TaskFinished(PlannedTask task, string? stopped)
    {
    }
}
