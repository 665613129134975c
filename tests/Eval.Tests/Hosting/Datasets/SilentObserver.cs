using System.Collections.Concurrent;
using Eval.Hosting.Datasets.Downloads;

namespace Eval.Tests.Hosting.Datasets;

/// <summary>Keeps what a download says.</summary>
internal sealed class SilentObserver : IPullObserver
{
    public ConcurrentQueue<(long Received, long? Length)> Progress { get; } = [];

    public ConcurrentQueue<string> Notices { get; } = [];

    /// <summary>Called at every progress.</summary>
    public Action<long>? Received { get; set; }

    public void Progressed(Uri url, long received, long? length)
    {
        Progress.Enqueue((received, length));
        Received?.Invoke(received);
    }

    public void Noticed(string message) => Notices.Enqueue(message);
}
