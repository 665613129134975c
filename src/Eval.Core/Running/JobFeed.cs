namespace Eval.Core.Running;

/// <summary>Hands the jobs of one model's tasks to many askers, task after task without a pause between.</summary>
internal sealed class JobFeed(IReadOnlyList<TaskRun> tasks) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly IEnumerator<Job> _jobs = tasks.SelectMany(task => task.Jobs()).GetEnumerator();

    public bool TryNext(out Job job)
    {
        lock (_gate)
        {
            if (_jobs.MoveNext())
            {
                job = _jobs.Current;
                return true;
            }
        }

        job = default;
        return false;
    }

    public void Dispose() => _jobs.Dispose();
}
