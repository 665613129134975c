namespace Eval.Hosting.Datasets.Installing;

/// <summary>Names inside an archive, which anyone may have written.</summary>
internal static class EntryPath
{
    /// <summary>The name's folders and file, or nothing for the archive's root.</summary>
    /// <exception cref="InvalidDataException">The name leads out of the folder it is unpacked to.</exception>
    public static string[] Split(string name)
    {
        var plain = name.Replace('\\', '/');
        var parts = plain.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
        return plain.StartsWith('/') || parts.Any(part => part == ".." || part.Contains(':', StringComparison.Ordinal) || part.Any(char.IsControl))
            ? throw new InvalidDataException($"its entry \"{name}\" leads out of the folder it is unpacked to")
            : parts;
    }
}
