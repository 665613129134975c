namespace Eval.Hosting.Datasets.Downloads;

/// <summary>Hears how a download goes. Called from the thread that downloads.</summary>
public interface IPullObserver
{
    /// <summary>Bytes of a file that are here, counted from its start, and its length where the server told it.</summary>
    void Progressed(Uri url, long received, long? length);

    /// <summary>Something a person may want to know: the source that is tried, a retry, a resumed part.</summary>
    void Noticed(string message);
}
