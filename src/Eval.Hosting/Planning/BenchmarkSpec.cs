namespace Eval.Hosting.Planning;

/// <summary>A benchmark as the user names it: <c>name[@protocol][:subset,…]</c>.</summary>
/// <param name="Name">Bare benchmark name.</param>
/// <param name="Protocol">Protocol name; <c>best</c> lets each model use its own best; null lets the run choose one that all models serve.</param>
/// <param name="Subsets">Subjects or group names asked for; empty for all.</param>
public sealed record BenchmarkSpec(string Name, string? Protocol, IReadOnlyList<string> Subsets)
{
    /// <summary>Protocol name that lets each model use the best one it can serve, in separate columns.</summary>
    public const string Best = "best";

    /// <summary>Reads a spec; the parts are trimmed, case is kept.</summary>
    /// <exception cref="RequestException">The text has no name, or an empty protocol or subset.</exception>
    public static BenchmarkSpec Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var head = text;
        string[] subsets = [];
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            head = text[..colon];
            subsets = text[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries);
        }

        var at = head.IndexOf('@', StringComparison.Ordinal);
        var name = (at < 0 ? head : head[..at]).Trim();
        var protocol = at < 0 ? null : head[(at + 1)..].Trim();
        if (name.Length == 0 || protocol is "" || subsets.Contains(""))
        {
            throw new RequestException($"-b {text}", "a benchmark is written name[@protocol][:subset,…].", "Example: mmlu@lm-eval:anatomy,virology");
        }

        return new BenchmarkSpec(name, protocol, subsets);
    }

    public override string ToString() =>
        Name + (Protocol is null ? "" : "@" + Protocol) + (Subsets.Count == 0 ? "" : ":" + string.Join(',', Subsets));
}
