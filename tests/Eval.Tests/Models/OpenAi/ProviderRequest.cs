namespace Eval.Tests.Models.OpenAi;

/// <summary>One request as it must go over the wire.</summary>
/// <param name="Spec">The model.</param>
/// <param name="Url">Address with path and query.</param>
/// <param name="Key">The key's header; empty where none is sent.</param>
/// <param name="Body">Exact JSON.</param>
public sealed record ProviderRequest(string Spec, string Url, string Key, string Body)
{
    public string Provider => Spec[..Spec.IndexOf(':', StringComparison.Ordinal)];

    public override string ToString() => Spec;
}
