using System.Globalization;
using Eval.Testing;

namespace Eval.IntegrationTests.Local;

/// <summary>llama-server processes as the operating system sees them, told apart by a model file of one's own.</summary>
internal static class ServerProcesses
{
    /// <summary>A copy of the story model that no other test's server has.</summary>
    public static string CopyModel(TemporaryFolder folder)
    {
        var file = folder.File("story.gguf");
        File.Copy(ExpectedScores.GgufFile, file);
        return file;
    }

    /// <summary>Ids of processes that were started with this model file, shells left out.</summary>
    public static async Task<IReadOnlyList<int>> RunningAsync(string file)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out _)))
        {
            try
            {
                var command = (await File.ReadAllTextAsync(Path.Combine(folder, "cmdline"))).Split('\0');
                if (command.Contains("--model") && command.Contains(file) && command[0] != "/bin/sh")
                {
                    found.Add(int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture));
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked.
            }
        }

        return found;
    }

    /// <summary>Waits at most 30 seconds.</summary>
    public static async Task WaitUntilAsync(Func<Task<bool>> isSo)
    {
        for (var i = 0; i < 300 && !await isSo(); i++)
        {
            await Task.Delay(100, CancellationToken.None);
        }
    }
}
