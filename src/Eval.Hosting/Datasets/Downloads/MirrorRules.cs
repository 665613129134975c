using Eval.Hosting.Planning;

namespace Eval.Hosting.Datasets.Downloads;

/// <summary>Mirrors named by environment variables. HF_ENDPOINT stands in for huggingface.co; EVAL_MIRROR is asked before every address.</summary>
public sealed class MirrorRules
{
    private const string UrlPlace = "{url}";

    private readonly Uri? _huggingFace;
    private readonly string? _mirror;

    /// <exception cref="RequestException">A variable is set to something that is no http or https address.</exception>
    public MirrorRules(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        _huggingFace = Read("HF_ENDPOINT", environment("HF_ENDPOINT"));
        _mirror = environment("EVAL_MIRROR") is { Length: > 0 } mirror ? mirror : null;
        Read("EVAL_MIRROR", _mirror?.Replace(UrlPlace, "", StringComparison.Ordinal));
    }

    /// <summary>The addresses to ask for a file, best first.</summary>
    public IReadOnlyList<Uri> Expand(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var origin = url.Host == "huggingface.co" && _huggingFace is not null
            ? new Uri(_huggingFace.AbsoluteUri.TrimEnd('/') + url.PathAndQuery)
            : url;
        if (_mirror is null)
        {
            return [origin];
        }

        // A prefix proxy takes the whole address; a mirrored tree, as wget --mirror writes it, has a folder per host.
        var mirrored = _mirror.Contains(UrlPlace, StringComparison.Ordinal)
            ? _mirror.Replace(UrlPlace, url.AbsoluteUri, StringComparison.Ordinal)
            : $"{_mirror.TrimEnd('/')}/{url.Host}{url.PathAndQuery}";
        return [new Uri(mirrored), origin];
    }

    private static Uri? Read(string variable, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        return Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new RequestException(variable, $"\"{value}\" is not an http or https address.", "Example: https://hf-mirror.com");
    }
}
