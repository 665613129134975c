using Eval.Core.Results;

namespace Eval.Reporting.Leaderboards;

/// <summary>Names of the sample pages of a report.</summary>
internal static class SamplePages
{
    /// <summary>Folder of the pages and their data, below the report.</summary>
    public const string Folder = "samples";

    /// <summary>Name of a task's page without extension: its samples file's own name, made safe for any file system and address.</summary>
    public static string NameOf(TaskManifest task)
    {
        var name = Path.GetFileNameWithoutExtension(task.File);
        return new string([.. name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' ? character : '-')]);
    }

    /// <summary>Address of a task's page relative to the report's first page.</summary>
    public static string AddressOf(TaskManifest task) => $"{Folder}/{NameOf(task)}.html";
}
