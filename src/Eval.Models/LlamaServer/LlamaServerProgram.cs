namespace Eval.Models.LlamaServer;

/// <summary>Finds the llama-server program.</summary>
internal static class LlamaServerProgram
{
    public const string Variable = "EVAL_LLAMA_SERVER";

    public const string Fix = "Install llama.cpp (https://github.com/ggml-org/llama.cpp) so that llama-server is on PATH, or set EVAL_LLAMA_SERVER to it; on Debian .ci/install-llama-server fetches it.";

    /// <summary>Path of the program: <see cref="Variable"/>, else the first on PATH; null when there is none.</summary>
    public static string? Find(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (environment(Variable) is { Length: > 0 } named)
        {
            return File.Exists(named) ? Path.GetFullPath(named) : null;
        }

        var name = OperatingSystem.IsWindows() ? "llama-server.exe" : "llama-server";
        return (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }
}
