using Eval.Core.Scoring;

namespace Eval.Sandbox;

/// <summary>Brings the interpreter of the WebAssembly sandbox.</summary>
public static class SandboxInstaller
{
    /// <summary>Installs the pinned interpreter; gives its digest. Does nothing when it is there and whole.</summary>
    /// <exception cref="SandboxUnavailableException">It can be had from nowhere.</exception>
    public static Task<string> InstallAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        throw new SandboxUnavailableException("The WebAssembly sandbox cannot be installed yet.", "use Docker");
    }
}
