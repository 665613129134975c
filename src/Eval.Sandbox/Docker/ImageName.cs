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

    private static string WithoutTag(string name)
    {
        var colon = name.LastIndexOf(':');
        return colon > name.LastIndexOf('/') ? name[..colon] : name;
    }
}
