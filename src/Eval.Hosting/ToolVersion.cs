using System.Reflection;

namespace Eval.Hosting;

/// <summary>Version and commit this program was built from.</summary>
public static class ToolVersion
{
    private static readonly string Informational =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    public static string Version { get; } = Informational.Split('+')[0];

    /// <summary>Commit hash the SDK wrote at build; null outside a repository.</summary>
    public static string? Commit { get; } = Informational.Split('+') is [_, var commit, ..] ? commit : null;
}
