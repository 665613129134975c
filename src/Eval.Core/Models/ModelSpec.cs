using Eval.Core.Running;

namespace Eval.Core.Models;

/// <summary>What the user wrote for one model, checked: <c>provider:name[?key=value&amp;…]</c>. Says nothing yet about whether the model exists. Holds no secret.</summary>
public sealed record ModelSpec
{
    /// <summary>Part before the first colon, e.g. <c>openai</c>, <c>gguf</c>, <c>baseline</c>; lower case.</summary>
    public required string Provider { get; init; }

    /// <summary>Everything between the first colon and the question mark: a model name, a path or a URL.</summary>
    public required string Name { get; init; }

    /// <summary>How reports call the model (<c>name=</c>); null for <c>provider:name</c>.</summary>
    public string? DisplayName { get; init; }

    public Uri? BaseUrl { get; init; }

    /// <summary>Environment variable that holds the key, or <c>file:PATH</c> of a key file.</summary>
    public string? ApiKeyEnv { get; init; }

    public int? MaxConcurrency { get; init; }

    public int? RequestsPerMinute { get; init; }

    public int? TokensPerMinute { get; init; }

    /// <summary>Generation settings that replace the protocol's own.</summary>
    public GenerationOverrides Overrides { get; init; } = new();

    /// <summary>Time one request may take; null for the adapter's default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>System turn put before every conversation that has none.</summary>
    public string? System { get; init; }

    public string? ReasoningEffort { get; init; }

    /// <summary>Chat template: a name or a file, for engines that apply one themselves.</summary>
    public string? Template { get; init; }

    /// <summary>Request fields sent as they are: JSON path with dots to JSON text.</summary>
    public IReadOnlyDictionary<string, string> Extra { get; init; } = NoKeys;

    /// <summary>Keys that not every model takes; the provider checks them (<see cref="IModelProvider.Keys"/>).</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = NoKeys;

    /// <summary>The spec as it can be typed again: keys in ordinal order, values percent-encoded.</summary>
    public required string Text { get; init; }

    /// <summary>Name in records and reports: <see cref="DisplayName"/>, else <c>provider:name</c>.</summary>
    public string ReportName => DisplayName ?? $"{Provider}:{Name}";

    /// <summary>An option's value, or null.</summary>
    public string? Option(string key) => Options.GetValueOrDefault(key);

    public override string ToString() => Text;

    internal static readonly Dictionary<string, string> NoKeys = [];
}
