using System.Globalization;
using System.Text;

namespace Eval.Core.Models;

/// <summary>Reads <c>provider:name[?key=value&amp;…]</c>.</summary>
/// <remarks>
/// The provider ends at the first colon and the keys begin at the first question mark, so a name may hold colons, slashes, backslashes and a whole URL.
/// In the name only <c>%3F</c> (question mark) and <c>%25</c> (percent sign) are decoded, so that URLs and file names pass unchanged; values are percent-decoded, and a plus sign is a plus sign.
/// </remarks>
public static class ModelSpecParser
{
    /// <summary>Keys that every model takes, as messages list them.</summary>
    public static IReadOnlyList<string> CommonKeys { get; } =
    [
        "base_url", "api_key_env", "max_concurrency", "requests_per_minute", "tokens_per_minute", "temperature", "top_p", "seed", "max_tokens",
        "timeout", "system", "reasoning_effort", "template", "name", "extra.<json.path>",
    ];

    /// <summary>Reads a spec as typed; every problem is reported, not only the first.</summary>
    /// <returns>The spec, or null with at least one problem.</returns>
    public static ModelSpec? Parse(string text, out IReadOnlyList<string> problems)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new List<string>();
        problems = found;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            found.Add($"model '{text}': write provider:name, for example openai:gpt-4o or baseline:random");
            return null;
        }

        var question = text.IndexOf('?', colon);
        var name = DecodeName(question < 0 ? text[(colon + 1)..] : text[(colon + 1)..question]);
        var keys = question < 0 ? [] : SplitKeys(text, text[(question + 1)..], found);
        var spec = Create(text[..colon], name, keys, out var others);
        found.AddRange(others);
        return found.Count == 0 ? spec : null;
    }

    /// <summary>Builds a spec from its parts, as a suite file gives them.</summary>
    /// <param name="provider">Part before the colon.</param>
    /// <param name="name">Model name, path or URL, not encoded.</param>
    /// <param name="keys">Keys and values, not encoded.</param>
    /// <param name="problems">Every problem found; empty when a spec is returned.</param>
    public static ModelSpec? Create(string provider, string name, IReadOnlyList<KeyValuePair<string, string>> keys, out IReadOnlyList<string> problems)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var found = new List<string>();
        problems = found;
        var label = $"{provider}:{name}";
        if (string.IsNullOrEmpty(provider) || !provider.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'))
        {
            found.Add($"model '{label}': '{provider}' is not a provider name (lower-case letters, digits and -)");
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            found.Add($"model '{label}': the part after the colon is empty; write for example {provider}:my-model");
        }

        var reader = new ModelSpecKeys(label, found);
        foreach (var (key, value) in keys)
        {
            reader.Read(key, value);
        }

        return found.Count > 0 ? null : reader.Build(provider, name, Format(provider, name, keys));
    }

    private static List<KeyValuePair<string, string>> SplitKeys(string text, string query, List<string> problems)
    {
        var keys = new List<KeyValuePair<string, string>>();
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                problems.Add($"model '{text[..text.IndexOf('?', StringComparison.Ordinal)]}': '{pair}' is not key=value (write %26 for an & inside a value)");
                continue;
            }

            keys.Add(new(pair[..equals], Uri.UnescapeDataString(pair[(equals + 1)..])));
        }

        return keys;
    }

    private static string DecodeName(string name) =>
        name.Replace("%3F", "?", StringComparison.OrdinalIgnoreCase).Replace("%25", "%", StringComparison.Ordinal);

    private static string Format(string provider, string name, IReadOnlyList<KeyValuePair<string, string>> keys)
    {
        var text = new StringBuilder();
        var encoded = name.Replace("%25", "%2525", StringComparison.Ordinal).Replace("%3F", "%253F", StringComparison.OrdinalIgnoreCase)
            .Replace("?", "%3F", StringComparison.Ordinal);
        text.Append(CultureInfo.InvariantCulture, $"{provider}:{encoded}");
        var separator = '?';
        foreach (var (key, value) in keys.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(separator).Append(key).Append('=').Append(Encode(value));
            separator = '&';
        }

        return text.ToString();
    }

    // Slashes and colons are harmless in a value, and URLs and paths read better with them.
    private static string Encode(string value) =>
        Uri.EscapeDataString(value).Replace("%2F", "/", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal);
}
