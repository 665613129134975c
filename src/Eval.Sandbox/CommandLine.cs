using System.Diagnostics;
using System.Globalization;

namespace Eval.Sandbox;

/// <summary>Runs the tools that set a sandbox up (mmdebstrap, npm). Never anything that a model wrote.</summary>
internal static class CommandLine
{
    private const int TailLength = 1500;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Full path of a program on PATH; null when there is none.</summary>
    public static string? Find(string name)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, name + ending)))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>
    /// Runs to the end; gives the exit code and the tail of what it wrote. Killed with its children when cancelled, and when its folder comes to
    /// hold more than is allowed.
    /// </summary>
    public static async Task<(int Code, string Output)> RunAsync(
        string program, IReadOnlyList<string> arguments, string folder, long mostBytes, CancellationToken cancellationToken)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
                UseShellExecute = false,
            },
        };
        process.Start();
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            if (!await StaysBelowAsync(process, folder, mostBytes, cancellationToken))
            {
                return (-1, string.Create(CultureInfo.InvariantCulture, $"it was stopped: it wrote more than {mostBytes / 1_000_000} MB"));
            }

            var text = ((await output) + (await errors)).Trim();
            return (process.ExitCode, text.Length > TailLength ? "…" + text[^TailLength..] : text);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Waits for the end of a process; ends it when its folder grows too large. True when it ended by itself.</summary>
    private static async Task<bool> StaysBelowAsync(Process process, string folder, long mostBytes, CancellationToken cancellationToken)
    {
        var end = process.WaitForExitAsync(cancellationToken);
        while (await Task.WhenAny(end, Task.Delay(LookEvery, TimeProvider.System, cancellationToken)) != end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Size(folder) > mostBytes)
            {
                process.Kill(entireProcessTree: true);
                await end;
                return false;
            }
        }

        await end;
        return Size(folder) <= mostBytes;
    }

    private static long Size(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }).Sum(file => file.Length);
        }
        catch (IOException)
        {
            // A file went away between its name and its size: the next look counts again.
            return 0;
        }
    }
}
