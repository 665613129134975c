namespace Eval.Sandbox.Wasm;

/// <summary>Fetches a package's archive with npm, through whatever registry npm is set up for. No script of the package runs.</summary>
internal static class NpmPack
{
    /// <summary>npm keeps what it downloads twice, packed; the unpacked interpreter alone is larger than that.</summary>
    private const long MostBytes = 3 * Interpreter.Size;

    public static async Task<(string? Archive, string Problem)> RunAsync(string package, string folder, CancellationToken cancellationToken)
    {
        if (CommandLine.Find("npm") is not { } npm)
        {
            return (null, "npm is not on PATH");
        }

        var (code, output) = await CommandLine.RunAsync(
            npm,
            // Its cache below the folder, so that all it writes is counted and goes with it.
            ["pack", package, "--ignore-scripts", "--loglevel=error", "--cache", Path.Combine(folder, "npm-cache")],
            folder,
            MostBytes,
            cancellationToken);
        var archive = Directory.EnumerateFiles(folder, "*.tgz").FirstOrDefault();
        return code == 0 && archive is not null ? (archive, "") : (null, $"npm pack ended with code {code}: {output}");
    }
}
