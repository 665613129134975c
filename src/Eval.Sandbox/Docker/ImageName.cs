namespace Eval.Sandbox.Docker;

/// <summary>Takes an image's name apart for a pull.</summary>
internal static class ImageName
{
    /// <summary>Repository, and tag or digest; without one the tag is <c>latest</c>. A colon before the last slash is a registry's port.</summary>
    public static (string Repository, string Tag) Split(string name)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            return (WithoutTag(name[..at]), name[(at + 1)..]);
        }

        var repository = WithoutTag(name);
        return repository.Length == name.Length ? (name, "latest") : (repository, name[(repository.Length + 1)..]);
    }

    /// <summary>
    /// The digest that a registry knows an image by: the one asked for, else one of the repository asked for, else any. Null when it came from none.
    /// </summary>
    /// <param name="asked">Name as asked for.</param>
    /// <param name="known">What the engine lists: <c>repository@sha256:…</c>, several for one image.</param>
    public static string? Digest(string asked, IReadOnlyList<string> known)
    {
        var (repository, tag) = Split(asked);
        if (tag.Contains(':', StringComparison.Ordinal))
        {
            return tag;
        }

        var parted = known.Select(Split).Where(name => name.Tag.Contains(':', StringComparison.Ordinal)).ToList();
        return parted.Find(name => Short(name.Repository) == Short(repository)).Tag ?? parted.FirstOrDefault().Tag;
    }

    /// <summary>Without the registry and folder that Docker leaves out.</summary>
    private static string Short(string repository)
    {
        foreach (var implied in new[] { "docker.io/", "library/" })
        {
            repository = repository.StartsWith(implied, StringComparison.Ordinal) ? repository[implied.Length..] : repository;
        }

        return repository;
    }

    private static string WithoutTag(string name)
    {
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name[..colon] : name;
    }
}
