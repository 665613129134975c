using System.Collections.Concurrent;
using Eval.Core.Scoring;

namespace Eval.IntegrationTests.Benchmarks;

/// <summary>A sandbox that judges each program once: shapes of one solution that are read as the same program need not run again.</summary>
internal sealed class RememberingSandbox(ISandbox inner) : ISandbox
{
    private readonly ConcurrentDictionary<(SandboxRequest Request, string Exports), Lazy<Task<SandboxResult>>> _results = new();

    public SandboxInfo Info => inner.Info;

    public Task<SandboxResult> RunAsync(SandboxRequest request, CancellationToken cancellationToken) =>
        _results.GetOrAdd(
            (request with { Exports = [] }, string.Join(' ', request.Exports)),
            _ => new Lazy<Task<SandboxResult>>(() => inner.RunAsync(request, CancellationToken.None))).Value;

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
