using System.Diagnostics;

namespace Eval.Performance.Sandbox;

/// <summary>The interpreter that the serial loop starts: of all on this machine the one that starts quickest, so that the loop is at its best.</summary>
/// <param name="Path">The interpreter itself.</param>
/// <param name="StartMilliseconds">Quickest of some starts with an empty program.</param>
internal sealed record PlainPython(string Path, double StartMilliseconds)
{
    private const int Starts = 7;

    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static async Task<PlainPython> FindAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, PlainPython>(StringComparer.Ordinal);
        foreach (var path in Candidates())
        {
            // What is on PATH may be a script that looks for the interpreter, and takes longer to do so than Python takes to start.
            var (code, output, _) = await StartAsync(path, "import sys; print(sys.executable)", cancellationToken);
            if (code == 0 && output.Length > 0 && !found.ContainsKey(output))
            {
                found[output] = new PlainPython(output, await MeasureAsync(output, cancellationToken));
            }
        }

        return found.Values.MinBy(python => python.StartMilliseconds) ?? throw new InvalidOperationException("There is no python3 on PATH.");
    }

    private static IEnumerable<string> Candidates() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append("/usr/bin")
            .SelectMany(folder => new[] { "python3", "python3.exe" }.Select(name => System.IO.Path.Combine(folder, name)))
            .Where(File.Exists)
            .Distinct(StringComparer.Ordinal);

    private static async Task<double> MeasureAsync(string path, CancellationToken cancellationToken)
    {
        var quickest = TimeSpan.MaxValue;
        for (var start = 0; start < Starts; start++)
        {
            var (_, _, took) = await StartAsync(path, "pass", cancellationToken);
            quickest = took < quickest ? took : quickest;
        }

        return quickest.TotalMilliseconds;
    }

    private static async Task<(int Code, string Output, TimeSpan Took)> StartAsync(string path, string program, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(path, ["-c", program]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        await errors;
        return (process.ExitCode, (await output).Trim(), Stopwatch.GetElapsedTime(begun));
    }
}
