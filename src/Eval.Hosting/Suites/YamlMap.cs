using System.Globalization;
using Eval.Hosting.Planning;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Eval.Hosting.Suites;

/// <summary>One YAML mapping read strictly; each accessor adds a problem with file, line and column instead of throwing.</summary>
internal sealed class YamlMap
{
    private readonly string _path;
    private readonly YamlMappingNode _node;
    private readonly List<Problem> _problems;
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);

    public YamlMap(string path, YamlMappingNode node, IReadOnlyList<string> known, List<Problem> problems)
    {
        _path = path;
        _node = node;
        _problems = problems;
        foreach (var (key, value) in node.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!known.Contains(name))
            {
                var near = known.MinBy(candidate => EditDistance.Between(candidate, name));
                Report(key, name, "is not a key here.", $"Did you mean {near}? Known: {string.Join(", ", known)}.");
            }
            else
            {
                _values[name] = value;
            }
        }
    }

    /// <summary>Keys that are set.</summary>
    public IReadOnlySet<string> Present => _values.Keys.ToHashSet(StringComparer.Ordinal);

    public string? Text(string key) => Scalar(key)?.Value;

    /// <summary>A text that must be there; empty, with a problem reported, where it is not.</summary>
    public string RequiredText(string key)
    {
        if (Text(key) is { Length: > 0 } text)
        {
            return text;
        }

        if (!_values.TryGetValue(key, out var node) || node is YamlScalarNode)
        {
            Report(_node, key, "must be given.");
        }

        return "";
    }

    /// <summary>A list of texts; a single text stands for a list of one.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        switch (_values.GetValueOrDefault(key))
        {
            case null:
                return [];
            case YamlScalarNode { Value: { Length: > 0 } single }:
                return [single];
            case YamlSequenceNode list when list.Children.All(item => item is YamlScalarNode { Value.Length: > 0 }):
                return [.. list.Children.Select(item => ((YamlScalarNode)item).Value!)];
            case var node:
                Report(node, key, "must be a list of texts.");
                return [];
        }
    }

    /// <summary>Model specs: a text <c>provider:name?…</c>, or a mapping with <c>spec</c> and further keys that are joined to it.</summary>
    public IReadOnlyList<string> Specs(string key)
    {
        if (_values.GetValueOrDefault(key) is not YamlSequenceNode list)
        {
            return Texts(key);
        }

        var specs = new List<string>();
        foreach (var item in list.Children)
        {
            switch (item)
            {
                case YamlScalarNode { Value: { Length: > 0 } text }:
                    specs.Add(text);
                    break;
                case YamlMappingNode map when SpecOf(map) is { } spec:
                    specs.Add(spec);
                    break;
                default:
                    Report(item, key, "a model is a text provider:name?key=value, or a mapping with spec: and its keys.");
                    break;
            }
        }

        return specs;
    }

    public long? Whole(string key, long least, long most)
    {
        if (Scalar(key) is not { } node)
        {
            return null;
        }

        if (long.TryParse(node.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        Report(node, key, least == long.MinValue ? "must be a whole number." : string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}."));
        return null;
    }

    public double? Number(string key, double least, double most)
    {
        if (Scalar(key) is not { } node)
        {
            return null;
        }

        if (double.TryParse(node.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        Report(node, key, string.Create(CultureInfo.InvariantCulture, $"must be a number from {least} to {most}."));
        return null;
    }

    public bool? Flag(string key)
    {
        switch (Scalar(key)?.Value)
        {
            case null:
                return null;
            case "true":
                return true;
            case "false":
                return false;
            default:
                Report(_values[key], key, "must be true or false.");
                return null;
        }
    }

    public string? Choice(string key, IReadOnlyList<string> choices)
    {
        if (Scalar(key) is not { } node)
        {
            return null;
        }

        if (choices.Contains(node.Value))
        {
            return node.Value;
        }

        Report(node, key, $"must be one of {string.Join(", ", choices)}.");
        return null;
    }

    /// <summary>A time such as <c>90s</c>, <c>15m</c>, <c>2h</c>.</summary>
    public TimeSpan? Duration(string key)
    {
        if (Scalar(key) is not { } node)
        {
            return null;
        }

        if (DurationText.TryParse(node.Value ?? "", out var value))
        {
            return value;
        }

        Report(node, key, "must be a time such as 90s, 15m or 2h.");
        return null;
    }

    public YamlMap? Map(string key, IReadOnlyList<string> known)
    {
        switch (_values.GetValueOrDefault(key))
        {
            case null:
                return null;
            case YamlMappingNode map:
                return new YamlMap(_path, map, known, _problems);
            case var node:
                Report(node, key, $"must be a mapping with {string.Join(", ", known)}.");
                return null;
        }
    }

    /// <summary>A list of mappings.</summary>
    public IReadOnlyList<YamlMap> Maps(string key, IReadOnlyList<string> known)
    {
        switch (_values.GetValueOrDefault(key))
        {
            case null:
                return [];
            case YamlSequenceNode list when list.Children.All(item => item is YamlMappingNode):
                return [.. list.Children.Select(item => new YamlMap(_path, (YamlMappingNode)item, known, _problems))];
            case var node:
                Report(node, key, $"must be a list of mappings with {string.Join(", ", known)}.");
                return [];
        }
    }

    /// <summary>A mapping from free names to mappings, in file order.</summary>
    public IReadOnlyList<KeyValuePair<string, YamlMap>> Entries(string key, IReadOnlyList<string> known)
    {
        switch (_values.GetValueOrDefault(key))
        {
            case null:
                return [];
            case YamlMappingNode map when map.Children.All(item => item is { Key: YamlScalarNode { Value.Length: > 0 }, Value: YamlMappingNode }):
                return [.. map.Children.Select(item => KeyValuePair.Create(((YamlScalarNode)item.Key).Value!, new YamlMap(_path, (YamlMappingNode)item.Value, known, _problems)))];
            case var node:
                Report(node, key, $"must be a mapping of names to mappings with {string.Join(", ", known)}.");
                return [];
        }
    }

    /// <summary>Adds a problem at a key, or at the mapping where the key is not set.</summary>
    public void Report(string key, string what, string fix = "") => Report(_values.GetValueOrDefault(key) ?? _node, key, what, fix);

    private static string? SpecOf(YamlMappingNode map)
    {
        string? spec = null;
        var keys = new List<string>();
        foreach (var (key, value) in map.Children)
        {
            if (key is not YamlScalarNode { Value: { } name } || value is not YamlScalarNode { Value: { } text })
            {
                return null;
            }

            if (name == "spec")
            {
                spec = text;
            }
            else
            {
                keys.Add($"{name}={Uri.EscapeDataString(text)}");
            }
        }

        return spec is null || keys.Count == 0 ? spec : spec + (spec.Contains('?', StringComparison.Ordinal) ? '&' : '?') + string.Join('&', keys);
    }

    private YamlScalarNode? Scalar(string key)
    {
        switch (_values.GetValueOrDefault(key))
        {
            case null:
            case YamlScalarNode { Value: null or "", Style: ScalarStyle.Plain }:
                return null;
            case YamlScalarNode scalar:
                return scalar;
            case var node:
                Report(node, key, "must be a single value.");
                return null;
        }
    }

    private void Report(YamlNode node, string key, string what, string fix = "") =>
        _problems.Add(new Problem($"{_path}:{node.Start.Line}:{node.Start.Column} {key}", what, fix));
}
