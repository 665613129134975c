using Eval.Core.Results;
using Eval.Core.Running;

namespace Eval.Cli;

/// <summary>Shows nothing of a run, for <c>--quiet</c>.</summary>
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
