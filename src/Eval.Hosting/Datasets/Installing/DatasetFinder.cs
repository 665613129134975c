using Eval.Hosting.Datasets.Manifests;

namespace Eval.Hosting.Datasets.Installing;

/// <summary>Recognises the files of a data set by their names, in whatever folders an archive or a person has put them.</summary>
internal sealed class DatasetFinder
{
    private const string SubjectPlace = "{subject}";

    private readonly IReadOnlyList<(string[] Folders, string File, string Prefix, string? Suffix)> _patterns;

    public DatasetFinder(DatasetManifest manifest)
    {
        _patterns =
        [
            .. manifest.Splits.SelectMany(split => split.AlsoNamed.Select(name => (split.Path, Name: name)).Prepend((split.Path, Name: split.Path.Split('/')[^1]))).Select(Pattern),
            .. manifest.Exemplars.Select(exemplar => Pattern((exemplar.Path, exemplar.Path.Split('/')[^1]))),
        ];
    }

    public bool IsWanted(string name) => _patterns.Any(pattern => Matches(pattern.Prefix, pattern.Suffix, name));

    /// <summary>Groups of files that may be one copy of the data set, the fullest first.</summary>
    /// <param name="folder">Searched with all its folders.</param>
    public IReadOnlyList<IReadOnlyList<FoundFile>> Find(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.System | FileAttributes.ReparsePoint };
        return
        [
            .. Directory.EnumerateFiles(folder, "*", options)
                .Where(path => !Path.GetFileName(path).StartsWith('.'))
                .Select(path => (Path: path, Parts: Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar)))
                .Where(file => !file.Parts.Contains("__MACOSX"))
                .SelectMany(file => Place(file.Path, file.Parts))
                .GroupBy(found => found.Root, found => found.File, StringComparer.Ordinal)
                .OrderByDescending(group => group.Select(file => file.Place).Distinct(StringComparer.Ordinal).Count())
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => group.DistinctBy(file => file.Place, StringComparer.Ordinal).ToList()),
        ];
    }

    /// <summary>The place of a file, and the folder its copy of the data set begins at.</summary>
    private IEnumerable<(string Root, FoundFile File)> Place(string path, string[] parts)
    {
        foreach (var (folders, name, prefix, suffix) in _patterns.Where(pattern => Matches(pattern.Prefix, pattern.Suffix, parts[^1])))
        {
            var end = parts.Length - 1;
            for (var i = folders.Length - 1; i >= 0 && end > 0 && parts[end - 1] == folders[i]; i--)
            {
                end--;
            }

            var place = suffix is null ? name : parts[^1];
            yield return (string.Join('/', parts[..end]), new FoundFile(path, string.Join('/', [.. folders, place])));
        }
    }

    private static (string[] Folders, string File, string Prefix, string? Suffix) Pattern((string Path, string Name) item)
    {
        var parts = item.Path.Split('/');
        var at = item.Name.IndexOf(SubjectPlace, StringComparison.Ordinal);
        return at < 0
            ? (parts[..^1], Canonical(parts[^1], item.Name), item.Name, null)
            : (parts[..^1], item.Name, item.Name[..at], item.Name[(at + SubjectPlace.Length)..]);
    }

    /// <summary>The name a file is kept under: the manifest's own, packed or not as the file is.</summary>
    private static string Canonical(string own, string name) =>
        own.EndsWith(".gz", StringComparison.Ordinal) && !name.EndsWith(".gz", StringComparison.Ordinal) ? own[..^3] : own;

    private static bool Matches(string prefix, string? suffix, string name) =>
        suffix is null
            ? name == prefix
            : name.Length > prefix.Length + suffix.Length && name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(suffix, StringComparison.Ordinal);
}
