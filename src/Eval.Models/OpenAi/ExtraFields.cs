using System.Text.Json;
using System.Text.Json.Nodes;

namespace Eval.Models.OpenAi;

/// <summary>The user's <c>extra.*</c> fields as a tree; they go on top of what the adapter writes, and replace a field of the same name.</summary>
public sealed class ExtraFields
{
    private readonly JsonObject _tree;

    /// <summary>Builds the tree.</summary>
    /// <param name="paths">JSON path with dots to JSON text.</param>
    public ExtraFields(IReadOnlyDictionary<string, string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        _tree = [];
        foreach (var (path, json) in paths.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var steps = path.Split('.');
            var node = _tree;
            foreach (var step in steps[..^1])
            {
                if (node[step] is not JsonObject child)
                {
                    node[step] = child = [];
                }

                node = child;
            }

            node[steps[^1]] = JsonNode.Parse(json);
        }
    }

    public bool Replaces(string field) => _tree.Count > 0 && _tree.ContainsKey(field);

    public void WriteTo(Utf8JsonWriter json)
    {
        if (_tree.Count == 0)
        {
            return;
        }

        foreach (var (name, value) in _tree)
        {
            json.WritePropertyName(name);
            if (value is null)
            {
                json.WriteNullValue();
            }
            else
            {
                value.WriteTo(json);
            }
        }
    }
}
