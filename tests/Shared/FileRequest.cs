namespace Eval.Testing;

/// <summary>One request that a <see cref="FileServer"/> received.</summary>
/// <param name="Path">Path and query.</param>
/// <param name="Target">The target as sent: a path, or a whole address where the server is used as a proxy.</param>
/// <param name="Headers">Header fields, names in any case.</param>
public sealed record FileRequest(string Path, string Target, IReadOnlyDictionary<string, string> Headers)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
