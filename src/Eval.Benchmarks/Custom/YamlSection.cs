using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Eval.Benchmarks.Custom;

/// <summary>One mapping of a YAML file, read strictly: every accessor adds <c>file:line:column: key: what</c> to the problems instead of throwing.</summary>
internal sealed class YamlSection
{
    private readonly string _path;
    private readonly YamlMappingNode _node;
    private readonly List<string> _problems;
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);

    /// <param name="path">File named in problems.</param>
    /// <param name="node">The mapping.</param>
    /// <param name="known">Keys it may have; null for free names.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public YamlSection(string path, YamlMappingNode node, IReadOnlyList<string>? known, List<string> problems)
    {
        _path = path;
        _node = node;
        _problems = problems;
        foreach (var (key, value) in node.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (known is not null && !known.Contains(name))
            {
                Report(key, name, $"is not a key here; known are {string.Join(", ", known)}");
                continue;
            }

            _values[name] = value;
        }
    }

    public IEnumerable<string> Keys => _values.Keys;

    public bool Has(string key) => _values.ContainsKey(key);

    public string? Text(string key)
    {
        switch (_values.GetValueOrDefault(key))
        {
            case null:
                return null;
            case YamlScalarNode scalar:
                return scalar.Value;
            default:
                Report(key, "must be a text");
                return null;
        }
    }

    /// <summary>A text that must be given; empty, with a problem, where it is not.</summary>
    public string Required(string key)
    {
        if (Text(key) is { Length: > 0 } text)
        {
            return text;
        }

        Report(key, "must be given");
        return "";
    }

    /// <summary>A list of texts; a single text stands for a list of one.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        switch (_values.GetValueOrDefault(key))
        {
            case null:
                return [];
            case YamlScalarNode scalar:
                return [scalar.Value ?? ""];
            case YamlSequenceNode list when list.Children.All(item => item is YamlScalarNode):
                return [.. list.Children.Select(item => ((YamlScalarNode)item).Value ?? "")];
            default:
                Report(key, "must be a list of texts");
                return [];
        }
    }

    public double Number(string key, double fallback, double least, double most)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        Report(key, FormattableString.Invariant($"must be a number from {least} to {most}"));
        return fallback;
    }

    public int Whole(string key, int fallback, int least, int most)
    {
        var value = Number(key, fallback, least, most);
        if (value == Math.Floor(value))
        {
            return (int)value;
        }

        Report(key, "must be a whole number");
        return fallback;
    }

    public string Choice(string key, string fallback, params IReadOnlyList<string> choices)
    {
        var text = Text(key) ?? fallback;
        if (choices.Contains(text))
        {
            return text;
        }

        Report(key, $"must be one of {string.Join(", ", choices)}");
        return choices[0];
    }

    /// <summary>A mapping inside this one; an empty one where it is missing.</summary>
    public YamlSection Section(string key, IReadOnlyList<string>? known)
    {
        var node = _values.GetValueOrDefault(key);
        if (node is not (null or YamlMappingNode))
        {
            Report(key, "must be a mapping");
        }

        return new YamlSection(_path, node as YamlMappingNode ?? new YamlMappingNode(), known, _problems);
    }

    /// <summary>Adds a problem at a key, or at the mapping where the key is missing.</summary>
    public void Report(string key, string problem) => Report(_values.GetValueOrDefault(key) ?? _node, key, problem);

    private void Report(YamlNode node, string key, string problem)
    {
        var (line, column) = node.Start.Line > 0 ? (node.Start.Line, node.Start.Column) : (1, 1);
        _problems.Add(FormattableString.Invariant($"{_path}:{line}:{column}: {key}: {problem}"));
    }
}
