using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Eval.Models.Catalog;

/// <summary>One YAML mapping, read strictly: unknown keys and wrong values are problems with file, line and column.</summary>
internal sealed class CatalogMap
{
    private readonly string _path;
    private readonly YamlMappingNode _node;
    private readonly List<string> _problems;
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);

    public CatalogMap(string path, YamlMappingNode node, string[] known, List<string> problems)
    {
        (_path, _node, _problems) = (path, node, problems);
        foreach (var (key, value) in node.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                Report(key, $"'{name}' is not a key here; known: {string.Join(", ", known)}");
            }
            else if (!_values.TryAdd(name, value))
            {
                Report(key, $"{name} is given twice");
            }
        }
    }

    public bool Has(string key) => _values.ContainsKey(key);

    public string? Text(string key)
    {
        switch (_values.GetValueOrDefault(key))
        {
            case null:
                return null;
            case YamlScalarNode { Value: { Length: > 0 } text } when text is not ("~" or "null"):
                return text;
            case var node:
                Report(node, $"{key} must be a text");
                return null;
        }
    }

    public string Required(string key) => Text(key) ?? Missing(key);

    public string? OneOf(string key, params string[] allowed)
    {
        var text = Text(key);
        if (text is not null && !allowed.Contains(text, StringComparer.Ordinal))
        {
            Report(_values[key], $"{key} must be one of {string.Join(", ", allowed)}");
        }

        return text;
    }

    public decimal? Amount(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) && amount >= 0)
        {
            return amount;
        }

        Report(_values[key], $"{key} must be a number from 0");
        return null;
    }

    public bool? Flag(string key) => OneOf(key, "true", "false") is { } text ? text == "true" : null;

    public DateOnly? Date(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Report(_values[key], $"{key} must be a date like 2026-07-02");
        return null;
    }

    public Uri? Address(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        Report(_values[key], $"{key} must be an http:// or https:// address");
        return null;
    }

    public CatalogMap? Map(string key, params string[] known)
    {
        switch (_values.GetValueOrDefault(key))
        {
            case null:
                return null;
            case YamlMappingNode map:
                return new CatalogMap(_path, map, known, _problems);
            case var node:
                Report(node, $"{key} must be a mapping");
                return null;
        }
    }

    public IReadOnlyList<CatalogMap>? Maps(string key, params string[] known)
    {
        if (List(key) is not { } list)
        {
            return null;
        }

        foreach (var wrong in list.Where(item => item is not YamlMappingNode))
        {
            Report(wrong, $"{key} must be a list of mappings");
        }

        return [.. list.OfType<YamlMappingNode>().Select(item => new CatalogMap(_path, item, known, _problems))];
    }

    public IReadOnlyList<string>? Texts(string key)
    {
        if (List(key) is not { } list)
        {
            return null;
        }

        foreach (var wrong in list.Where(item => item is not YamlScalarNode { Value.Length: > 0 }))
        {
            Report(wrong, $"{key} must be a list of texts");
        }

        return [.. list.OfType<YamlScalarNode>().Select(item => item.Value).OfType<string>()];
    }

    public void Report(string problem) => Report(_node, problem);

    private string Missing(string key)
    {
        if (!Has(key))
        {
            Report(_node, $"{key} is missing");
        }

        return "";
    }

    private IEnumerable<YamlNode>? List(string key)
    {
        switch (_values.GetValueOrDefault(key))
        {
            case null:
                return null;
            case YamlSequenceNode list:
                return list.Children;
            case var node:
                Report(node, $"{key} must be a list");
                return null;
        }
    }

    private void Report(YamlNode node, string problem) =>
        _problems.Add(string.Create(CultureInfo.InvariantCulture, $"{_path}:{node.Start.Line}:{node.Start.Column}: {problem}"));
}
