namespace Eval.Core.Scoring;

/// <summary>Runs model-written code away from the host. Thread-safe; as many requests as <see cref="SandboxInfo.Parallelism"/> run at once.</summary>
public interface ISandbox : IAsyncDisposable
{
    SandboxInfo Info { get; }

    /// <summary>Runs one program to a verdict. A failing program is a result, not an exception.</summary>
    /// <exception cref="SandboxUnavailableException">The engine does not answer; nothing can be said about the program.</exception>
    Task<SandboxResult> RunAsync(SandboxRequest request, CancellationToken cancellationToken);
}
